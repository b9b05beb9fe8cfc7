using Autograd.Backends;
using Autograd.Ops;

namespace Autograd;

/// <content>Reversing axes.</content>
public sealed partial class Variable
{
    /// <summary>Axes in reverse: y[…, i, …] = x[…, n − 1 − i, …] for each axis named; a copy.</summary>
    /// <param name="axes">The axes; none means all. Negative ones count from the end.</param>
    /// <exception cref="ArgumentException">There is no such axis, or one is named twice.</exception>
    public Variable Flip(params ReadOnlySpan<int> axes)
    {
        ThrowIfReleased("flip");
        var mask = Axes.Mask("flip", axes, Rank);
        for (var axis = 0; axis < Rank; axis++)
        {
            if (Shape[axis] == 1)
                mask &= ~(1u << axis);
        }

        return mask == 0 ? this : Operation.Apply(FlipOp.Get(mask), this);
    }
}

/// <summary>Axes in reverse. Linear and its own inverse and transpose: dx is dy reversed.</summary>
public sealed class FlipOp : Operation
{
    private static readonly OperationCache<uint, FlipOp> Cache = new(axes => new FlipOp(axes));

    private static readonly ConstantCache<(int Length, Device Device)> Reversals =
        new(key => Variable.Arange(key.Length - 1, -1, -1, DType.Int64, key.Device));

    private readonly uint _axes;

    private FlipOp(uint axes) => _axes = axes;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        // Strides are never negative, so this is a copy, one pass an axis: by the device's kernel, or by a list of places.
        var x = context[0];
        var current = x.IsContiguous ? x : x.CopyContiguous();
        for (var rest = _axes; rest != 0; rest &= rest - 1)
        {
            var axis = System.Numerics.BitOperations.TrailingZeroCount(rest);
            var (outer, inner) = Indices.Around(x.Shape, axis);
            var y = context.Allocate(x.Shape, x.DType);
            if (context.Backend is IReversalKernels kernels)
                kernels.Reverse(current.View, y.View, outer, inner);
            else
                context.Backend.IndexSelect(current.View, Reversals.Get((x.Shape[axis], x.Device)).View, y.View, outer, inner);
            if (!ReferenceEquals(current, x))
                current.Storage.Owner?.Release(current.Storage);
            current = y;
        }

        context.SetOutput(current);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) => sink.Add(0, Apply(this, context.Cotangent));

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);

    internal static FlipOp Get(uint axes) => Cache.Get(axes);
}
