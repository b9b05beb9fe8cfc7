using Autograd.Ops;

namespace Autograd;

/// <content>Means.</content>
public sealed partial class Variable
{
    /// <summary>The mean of the elements along the given axes, or of all; those axes go. NaN over no elements.</summary>
    /// <param name="axes">The axes; none means all. Negative ones count from the end.</param>
    public Variable Mean(params ReadOnlySpan<int> axes) => MeanOp.Apply(this, axes, keepAxes: false);

    /// <summary>The mean of the elements along the given axes, or of all. NaN over no elements.</summary>
    /// <param name="axes">The axes; none means all. Negative ones count from the end.</param>
    /// <param name="keepAxes">Whether the axes stay with length 1.</param>
    public Variable Mean(ReadOnlySpan<int> axes, bool keepAxes) => MeanOp.Apply(this, axes, keepAxes);
}

/// <summary>The mean along axes, y = (1/n) Σ x. dx = dy / n, repeated.</summary>
public sealed class MeanOp : Operation
{
    private static readonly OperationCache<(uint Axes, bool Keep), MeanOp> Cache = new(key => new MeanOp(key.Axes, key.Keep));

    private readonly uint _axes;
    private readonly bool _keepAxes;

    private MeanOp(uint axes, bool keepAxes)
    {
        _axes = axes;
        _keepAxes = keepAxes;
    }

    /// <inheritdoc/>
    protected internal override long Flops(ReadOnlySpan<Variable> inputs, ReadOnlySpan<Variable> outputs) => inputs[0].Count;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0];
        var sum = Reduction.Run<SumOp.Rule>(x, _axes, _keepAxes);
        var count = ExpandOp.ApplyIfNeeded(x.ConstantLike("mean", Reduction.CountOf(x.Shape, _axes)), sum.Shape);
        context.Backend.Binary<DivOp.Rule>(sum.View, count.View, sum.View);
        context.SetOutput(sum);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var shape = context.InputShape(0);
        var scaled = context.Cotangent / (double)Reduction.CountOf(shape, _axes);
        sink.Add(0, ExpandOp.ApplyIfNeeded(scaled.Reshape(Reduction.ResultShape(shape, _axes, keepAxes: true)), shape));
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);

    internal static Variable Apply(Variable x, ReadOnlySpan<int> axes, bool keepAxes)
    {
        x.ThrowIfReleased("mean");
        DTypeChecks.Float("mean", x);
        return Apply(x, Axes.Mask("mean", axes, x.Rank), keepAxes);
    }

    internal static Variable Apply(Variable x, uint axes, bool keepAxes) => Apply(Cache.Get((axes, keepAxes)), x);
}
