using Autograd.Backends;
using Autograd.Ops;

namespace Autograd;

/// <content>Running sums.</content>
public sealed partial class Variable
{
    /// <summary>The running sums along an axis: y[k] = x[0] + … + x[k], or from the end, y[k] = x[k] + … + x[n − 1].</summary>
    /// <remarks>
    /// Bools are counted as int64. On the CPU float32 is summed in float64 and rounded at each element. NaN and ∞ stay in all sums
    /// after them.
    /// </remarks>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <param name="reverse">Whether to sum from the end.</param>
    /// <returns>A Variable of the same shape.</returns>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public Variable CumSum(int axis, bool reverse = false)
    {
        ThrowIfReleased("cumsum");
        var x = DType == DType.Bool ? To(DType.Int64) : this;
        DTypeChecks.Elementwise("cumsum", x.DType, takesIntegers: true);
        return Operation.Apply(CumSumOp.Get(Axes.Normalise("cumsum", axis, Rank), reverse), x);
    }
}

/// <summary>Running sums along an axis. Linear: dx is the running sum of dy in the other direction.</summary>
public sealed class CumSumOp : Operation
{
    private static readonly OperationCache<(int Axis, bool Reverse), CumSumOp> Cache = new(key => new CumSumOp(key.Axis, key.Reverse));

    private readonly int _axis;
    private readonly bool _reverse;

    private CumSumOp(int axis, bool reverse)
    {
        _axis = axis;
        _reverse = reverse;
    }

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        if (context.Backend is not ICumulativeKernels kernels)
        {
            context.SetOutput(Compose(context[0], _axis, _reverse));
            return;
        }

        var x = context[0].IsContiguous ? context[0] : context[0].CopyContiguous();
        var y = context.Allocate(x.Shape, x.DType);
        var (outer, inner) = Indices.Around(x.Shape, _axis);
        kernels.CumulativeSum(x.View, y.View, outer, x.Shape[_axis], inner, _reverse);
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) => sink.Add(0, Apply(Get(_axis, !_reverse), context.Cotangent));

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);

    internal static CumSumOp Get(int axis, bool reverse) => Cache.Get((axis, reverse));

    /// <summary>
    /// The same by primitives, for devices without the kernel: sums of 1, 2, 4, … neighbours, each of two of the sums before (Hillis and
    /// Steele 1986).
    /// </summary>
    internal static Variable Compose(Variable x, int axis, bool reverse)
    {
        using var scope = new Scope(onThreadOnly: true);
        var length = x.Shape[axis];
        var y = x.Clone();
        for (long step = 1; step < length; step *= 2)
        {
            var zeros = Variable.Zeros(Indices.With(x.Shape, axis, (int)step), x.DType, x.Device);
            var rest = length - (int)step;
            y += reverse
                ? Variable.Concat(axis, y.Slice(axis, (int)step, rest), zeros)
                : Variable.Concat(axis, zeros, y.Slice(axis, 0, rest));
        }

        return scope.Return(y);
    }
}
