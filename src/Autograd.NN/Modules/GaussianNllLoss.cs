namespace Autograd.NN;

/// <summary>The negative log-likelihood of targets under normal distributions.</summary>
/// <param name="reduction">What becomes of the elements' losses.</param>
/// <param name="full">Whether to add the constant ln(2π)/2.</param>
/// <param name="epsilon">The smallest variance; above 0.</param>
public sealed class GaussianNllLoss(LossReduction reduction = LossReduction.Mean, bool full = false, double epsilon = 1e-6)
    : Module<(Variable Prediction, Variable Target, Variable Variance), Variable>
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="prediction">The means.</param>
    /// <param name="target">Of the prediction's shape.</param>
    /// <param name="variance">The variances, of the prediction's shape or one that broadcasts to it.</param>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit.</exception>
    public Variable Call(Variable prediction, Variable target, Variable variance) => Call((prediction, target, variance));

    /// <inheritdoc/>
    protected override Variable Forward((Variable Prediction, Variable Target, Variable Variance) input) =>
        input.Prediction.GaussianNllLoss(input.Target, input.Variance, reduction, full, epsilon);
}
