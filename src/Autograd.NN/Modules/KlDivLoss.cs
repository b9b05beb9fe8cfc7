namespace Autograd.NN;

/// <summary>Kullback and Leibler's divergence of target probabilities from log-probabilities.</summary>
/// <param name="reduction">What becomes of the elements' losses; the divergence proper is <see cref="LossReduction.BatchMean"/>.</param>
/// <param name="logTarget">Whether the target holds logarithms.</param>
public sealed class KlDivLoss(LossReduction reduction = LossReduction.Mean, bool logTarget = false)
    : Module<(Variable LogProbabilities, Variable Target), Variable>
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="logProbabilities">Any shape.</param>
    /// <param name="target">Probabilities of the same shape, or their logarithms.</param>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit.</exception>
    public Variable Call(Variable logProbabilities, Variable target) => Call((logProbabilities, target));

    /// <inheritdoc/>
    protected override Variable Forward((Variable LogProbabilities, Variable Target) input) =>
        input.LogProbabilities.KlDivLoss(input.Target, reduction, logTarget);
}
