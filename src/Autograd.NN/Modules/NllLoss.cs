namespace Autograd.NN;

/// <summary>The negative log-likelihood of class indices under log-probabilities.</summary>
/// <param name="reduction">What becomes of the rows' losses.</param>
/// <param name="ignoreIndex">Rows with this target count for nothing.</param>
public sealed class NllLoss(LossReduction reduction = LossReduction.Mean, long ignoreIndex = -100)
    : Module<(Variable LogProbabilities, Variable Targets), Variable>
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="logProbabilities">[rows, classes].</param>
    /// <param name="targets">[rows], int64 or int32.</param>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit, or a class is out of range.</exception>
    public Variable Call(Variable logProbabilities, Variable targets) => Call((logProbabilities, targets));

    /// <inheritdoc/>
    protected override Variable Forward((Variable LogProbabilities, Variable Targets) input) =>
        input.LogProbabilities.NllLoss(input.Targets, reduction, ignoreIndex);
}
