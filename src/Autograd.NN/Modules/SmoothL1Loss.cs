namespace Autograd.NN;

/// <summary>The absolute error with squares up to β: Huber's loss divided by its δ.</summary>
/// <param name="beta">β, 0 or more.</param>
/// <param name="reduction">What becomes of the elements' losses.</param>
public sealed class SmoothL1Loss(double beta = 1, LossReduction reduction = LossReduction.Mean)
    : Module<(Variable Prediction, Variable Target), Variable>
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="prediction">Any shape.</param>
    /// <param name="target">Of the prediction's shape.</param>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit.</exception>
    public Variable Call(Variable prediction, Variable target) => Call((prediction, target));

    /// <inheritdoc/>
    protected override Variable Forward((Variable Prediction, Variable Target) input) =>
        input.Prediction.SmoothL1Loss(input.Target, beta, reduction);
}
