namespace Autograd.NN;

/// <summary>The cross-entropy of the softmax of logits against class indices.</summary>
/// <param name="reduction">What becomes of the rows' losses.</param>
/// <param name="labelSmoothing">ε: the target is 1 − ε of its class and ε spread evenly over all.</param>
/// <param name="ignoreIndex">Rows with this target count for nothing.</param>
public sealed class CrossEntropyLoss(LossReduction reduction = LossReduction.Mean, double labelSmoothing = 0, long ignoreIndex = -100)
    : Module<(Variable Logits, Variable Targets), Variable>
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="logits">[rows, classes].</param>
    /// <param name="targets">[rows], int64 or int32.</param>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit, or a class is out of range.</exception>
    public Variable Call(Variable logits, Variable targets) => Call((logits, targets));

    /// <inheritdoc/>
    protected override Variable Forward((Variable Logits, Variable Targets) input) =>
        input.Logits.CrossEntropy(input.Targets, reduction, ignoreIndex, labelSmoothing);
}
