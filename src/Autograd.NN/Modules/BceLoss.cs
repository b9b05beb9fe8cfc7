namespace Autograd.NN;

/// <summary>The binary cross-entropy of probabilities.</summary>
/// <param name="reduction">What becomes of the elements' losses.</param>
public sealed class BceLoss(LossReduction reduction = LossReduction.Mean)
    : Module<(Variable Prediction, Variable Target), Variable>
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="prediction">Probabilities.</param>
    /// <param name="target">Probabilities of the prediction's shape.</param>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit.</exception>
    public Variable Call(Variable prediction, Variable target) => Call((prediction, target));

    /// <inheritdoc/>
    protected override Variable Forward((Variable Prediction, Variable Target) input) =>
        input.Prediction.BceLoss(input.Target, reduction);
}
