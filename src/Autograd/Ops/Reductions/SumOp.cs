using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Sums.</content>
public sealed partial class Variable
{
    /// <summary>The sum of the elements along the given axes, or of all; those axes go.</summary>
    /// <param name="axes">The axes; none means all. Negative ones count from the end.</param>
    /// <remarks>Bools are counted as int64. The order of additions depends on the shape alone, so the bits do too.</remarks>
    public Variable Sum(params ReadOnlySpan<int> axes) => SumOp.Checked(this, axes, keepAxes: false);

    /// <summary>The sum of the elements along the given axes, or of all.</summary>
    /// <param name="axes">The axes; none means all. Negative ones count from the end.</param>
    /// <param name="keepAxes">Whether the axes stay with length 1.</param>
    public Variable Sum(ReadOnlySpan<int> axes, bool keepAxes) => SumOp.Checked(this, axes, keepAxes);
}

/// <summary>The sum along axes, y = Σ x. dx = dy, repeated.</summary>
public sealed class SumOp : Operation
{
    private static readonly OperationCache<(uint Axes, bool Keep), SumOp> Cache = new(key => new SumOp(key.Axes, key.Keep));

    private readonly uint _axes;
    private readonly bool _keepAxes;

    private SumOp(uint axes, bool keepAxes)
    {
        _axes = axes;
        _keepAxes = keepAxes;
    }

    /// <inheritdoc/>
    protected internal override long Flops(ReadOnlySpan<Variable> inputs, ReadOnlySpan<Variable> outputs) => inputs[0].Count;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context) =>
        context.SetOutput(Reduction.Run<Rule>(context[0], _axes, _keepAxes));

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var shape = context.InputShape(0);
        var kept = context.Cotangent.Reshape(Reduction.ResultShape(shape, _axes, keepAxes: true));
        sink.Add(0, ExpandOp.ApplyIfNeeded(kept, shape));
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);

    internal static Variable Checked(Variable x, ReadOnlySpan<int> axes, bool keepAxes)
    {
        x.ThrowIfReleased("sum");
        if (x.DType == DType.Bool)
            x = x.To(DType.Int64);
        DTypeChecks.Elementwise("sum", x.DType, takesIntegers: true);
        return Apply(x, Axes.Mask("sum", axes, x.Rank), keepAxes);
    }

    internal static Variable Apply(Variable x, uint axes, bool keepAxes) => Apply(Cache.Get((axes, keepAxes)), x);

    /// <summary>Addition from 0.</summary>
    public readonly struct Rule : IReductionRule
    {
        /// <inheritdoc/>
        public static T Start<T>()
            where T : IReal<T> => T.Zero;

        /// <inheritdoc/>
        public static T Combine<T>(T a, T b)
            where T : IReal<T> => a + b;
    }
}
