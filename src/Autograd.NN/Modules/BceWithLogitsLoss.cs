namespace Autograd.NN;

/// <summary>The binary cross-entropy of the sigmoid of logits.</summary>
/// <param name="reduction">What becomes of the elements' losses.</param>
public sealed class BceWithLogitsLoss(LossReduction reduction = LossReduction.Mean)
    : Module<(Variable Logits, Variable Target), Variable>
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="logits">Any shape.</param>
    /// <param name="target">Probabilities of the logits' shape.</param>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit.</exception>
    public Variable Call(Variable logits, Variable target) => Call((logits, target));

    /// <inheritdoc/>
    protected override Variable Forward((Variable Logits, Variable Target) input) =>
        input.Logits.BceWithLogitsLoss(input.Target, reduction);
}
