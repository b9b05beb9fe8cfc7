using Autograd.Ops;

namespace Autograd;

/// <content>The negative log-likelihood of classes.</content>
public sealed partial class Variable
{
    /// <summary>The negative log-likelihood −x[target] of each row of these log-probabilities. After <see cref="LogSoftmax"/> it is the cross-entropy.</summary>
    /// <param name="targets">int64 or int32 class indices, of this Variable's shape without the last axis.</param>
    /// <param name="reduction">What becomes of the rows' losses.</param>
    /// <param name="ignoreIndex">Rows with this target count for nothing.</param>
    /// <param name="weights">A weight a class, or null for 1.</param>
    /// <returns>A scalar, or the rows' losses. NaN for a mean over no rows.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit, or a class is out of range.</exception>
    public Variable NllLoss(Variable targets, LossReduction reduction = LossReduction.Mean, long ignoreIndex = -100, Variable? weights = null)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ThrowIfReleased("nll_loss");
        targets.ThrowIfReleased("nll_loss");
        var rows = CrossEntropyOp.Rows("nll_loss", "log-probabilities", this, targets, ignoreIndex, out var index);
        CrossEntropyOp.CheckWeights("nll_loss", "log-probabilities", rows, weights);
        var counted = index.NotEqualTo(ignoreIndex);
        var picked = rows.Gather(1, Where(counted, index, 0).Unsqueeze(1)).Squeeze(1);
        var rowWeights = CrossEntropyOp.RowWeights(rows, index, counted, weights);
        var losses = Where(counted, weights is null ? -picked : -picked * rowWeights, 0);
        return Loss.ReduceRows("nll_loss", losses.Reshape(targets.Shape), rowWeights, reduction);
    }
}
