using Autograd.Backends;
using Autograd.Ops;

namespace Autograd;

/// <content>Softmax cross-entropy.</content>
public sealed partial class Variable
{
    /// <summary>
    /// The cross-entropy of the softmax of these logits against class indices: logsumexp(x) − x[target], for each row.
    /// </summary>
    /// <param name="targets">int64 or int32 class indices, of the logits' shape without the last axis.</param>
    /// <param name="reduction">What becomes of the rows' losses.</param>
    /// <param name="ignoreIndex">Rows with this target count for nothing.</param>
    /// <param name="labelSmoothing">ε: the target is 1 − ε of its class and ε spread evenly over all.</param>
    /// <param name="weights">A weight a class, or null for 1.</param>
    /// <returns>A scalar, or the rows' losses. NaN for a mean over no rows.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit, a class is out of range, ε is outside [0, 1].</exception>
    public Variable CrossEntropy(
        Variable targets, LossReduction reduction = LossReduction.Mean, long ignoreIndex = -100, double labelSmoothing = 0, Variable? weights = null)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ThrowIfReleased("cross_entropy");
        targets.ThrowIfReleased("cross_entropy");
        var rows = CrossEntropyOp.Rows("cross_entropy", "logits", this, targets, ignoreIndex, out var index);
        if (labelSmoothing is not (>= 0 and <= 1))
            throw Errors.Argument("cross_entropy", $"label smoothing is {labelSmoothing}", "use 0 to 1");
        CrossEntropyOp.CheckWeights("cross_entropy", "logits", rows, weights);

        var losses = Operation.Apply(CrossEntropyOp.Get(ignoreIndex), rows, index);
        var counted = index.NotEqualTo(ignoreIndex);
        var rowWeights = CrossEntropyOp.RowWeights(rows, index, counted, weights);
        if (weights is not null)
            losses *= rowWeights;

        if (labelSmoothing > 0)
            losses = (losses * (1 - labelSmoothing)) + (CrossEntropyOp.Spread(rows, weights, counted) * (labelSmoothing / rows.Shape[1]));
        return Loss.ReduceRows("cross_entropy", losses.Reshape(targets.Shape), rowWeights, reduction);
    }

    /// <summary>
    /// The cross-entropy of the softmax of these logits against probabilities: Σ p · (logsumexp(x) − x), for each row.
    /// </summary>
    /// <param name="probabilities">Of the logits' shape; rows should sum to 1. They may require a gradient too.</param>
    /// <param name="reduction">What becomes of the rows' losses.</param>
    /// <returns>A scalar, or the rows' losses.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit.</exception>
    public Variable CrossEntropyWithProbabilities(Variable probabilities, LossReduction reduction = LossReduction.Mean)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ThrowIfReleased("cross_entropy");
        probabilities.ThrowIfReleased("cross_entropy");
        if (Rank == 0 || probabilities.Shape != Shape || probabilities.DType != DType)
            throw Errors.Argument("cross_entropy", $"logits {Summary()} with probabilities {probabilities.Summary()}", "give one probability a logit, of the same dtype");
        var losses = StrongProductOp.Apply(probabilities, LogSumExp([-1], keepAxes: true) - this).Sum(-1);
        return Loss.Reduce("cross_entropy", losses, reduction);
    }
}

/// <summary>
/// loss[i] = logsumexp(x[i]) − x[i, target[i]], 0 in ignored rows; fused. dx[i] = dloss[i] · (softmax(x[i]) − onehot(target[i])).
/// </summary>
public sealed class CrossEntropyOp : FusedOperation
{
    private static readonly OperationCache<long, CrossEntropyOp> Cache = new(ignored => new CrossEntropyOp(ignored));

    private readonly long _ignored;

    private CrossEntropyOp(long ignored) => _ignored = ignored;

    /// <inheritdoc/>
    public override string Name => "cross_entropy";

    /// <inheritdoc/>
    protected internal override Variable Decompose(ReadOnlySpan<Variable> inputs)
    {
        var x = inputs[0];
        var counted = inputs[1].NotEqualTo(_ignored);
        var safe = Variable.Where(counted, inputs[1], 0);
        var picked = x.Gather(1, safe.Unsqueeze(1)).Squeeze(1);
        return Variable.Where(counted, x.LogSumExp(1) - picked, 0);
    }

    /// <inheritdoc/>
    protected override bool TryForward(in ForwardContext context)
    {
        if (context.Backend is not ISoftmaxCrossEntropyKernels kernels)
            return false;
        var x = context[0].IsContiguous ? context[0] : context[0].CopyContiguous();
        var losses = context.Allocate(context[1].Shape, x.DType);
        var logSumExps = context.Allocate(context[1].Shape, x.DType);
        kernels.CrossEntropy(x.View, context[1].View, _ignored, losses.View, logSumExps.View);
        context.Save(logSumExps);
        context.SetOutput(losses);
        return true;
    }

    /// <inheritdoc/>
    protected override bool TryVjp(in VjpContext context, in GradientSink sink)
    {
        if (context.Backend is not ISoftmaxCrossEntropyKernels kernels)
            return false;
        var x = context.Input(0).IsContiguous ? context.Input(0) : context.Input(0).CopyContiguous();
        var dx = Variable.Allocate(context.Backend, x.Shape, x.DType);
        kernels.CrossEntropyVjp(x.View, context.Input(1).View, _ignored, context.Saved(0).View, context.Cotangent.Contiguous().View, dx.View);
        sink.Add(0, dx);
        return true;
    }

    internal static CrossEntropyOp Get(long ignored) => Cache.Get(ignored);

    /// <summary>The logits as rows and the targets as checked int64 indices.</summary>
    internal static Variable Rows(string name, string role, Variable logits, Variable targets, long ignored, out Variable index)
    {
        DTypeChecks.Float(name, logits);
        DTypeChecks.Index(name, targets);
        if (logits.Rank == 0 || logits.Shape[^1] == 0 || targets.Shape != Shape.Create(logits.Shape.Lengths[..^1]))
            throw Errors.Argument(name, $"{role} of {logits.Shape} with targets of {targets.Shape}", "give [rows, classes] and [rows], at least one class");
        var classes = logits.Shape[^1];
        index = targets.To(DType.Int64).Reshape(Shape.Create([(int)targets.Count])).Contiguous();
        if (index.Storage is Backends.Cpu.CpuStorage)
        {
            foreach (var target in index.AsSpan<long>())
            {
                if (target != ignored && (target < 0 || target >= classes))
                    throw Errors.Argument(name, $"the target {target} is none of {classes} classes", $"use 0 to {classes - 1}, or {ignored} to ignore a row");
            }
        }

        return logits.Reshape(Shape.Create([(int)targets.Count, classes]));
    }

    internal static void CheckWeights(string name, string role, Variable rows, Variable? weights)
    {
        if (weights is not null && (weights.Rank != 1 || weights.Shape[0] != rows.Shape[1] || weights.DType != rows.DType))
            throw Errors.Argument(name, $"weights {weights.Summary()} for {rows.Shape[1]} classes of {rows.DType.Name()}", $"give one weight a class, of the {role}' dtype");
    }

    /// <summary>Each row's weight, its class's or 1, and 0 where it is ignored.</summary>
    internal static Variable RowWeights(Variable rows, Variable index, Variable counted, Variable? weights) =>
        weights is null ? counted.To(rows.DType) : Variable.Where(counted, weights.IndexSelect(0, Variable.Where(counted, index, 0)), 0);

    /// <summary>Σ over classes of weight · (logsumexp(x) − x), 0 in ignored rows: what label smoothing adds.</summary>
    internal static Variable Spread(Variable rows, Variable? weights, Variable counted)
    {
        var surprise = rows.LogSumExp([1], keepAxes: true) - rows;
        if (weights is not null)
            surprise = surprise * weights;
        return Variable.Where(counted, surprise.Sum(1), 0);
    }
}
