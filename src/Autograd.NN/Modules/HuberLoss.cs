namespace Autograd.NN;

/// <summary>Huber's loss: squares up to δ, straight lines beyond.</summary>
/// <param name="delta">δ, above 0.</param>
/// <param name="reduction">What becomes of the elements' losses.</param>
public sealed class HuberLoss(double delta = 1, LossReduction reduction = LossReduction.Mean)
    : Module<(Variable Prediction, Variable Target), Variable>
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="prediction">Any shape.</param>
    /// <param name="target">Of the prediction's shape.</param>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit.</exception>
    public Variable Call(Variable prediction, Variable target) => Call((prediction, target));

    /// <inheritdoc/>
    protected override Variable Forward((Variable Prediction, Variable Target) input) =>
        input.Prediction.HuberLoss(input.Target, delta, reduction);
}
