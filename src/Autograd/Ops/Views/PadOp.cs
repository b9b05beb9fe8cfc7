using Autograd.Backends;
using Autograd.Ops;

namespace Autograd;

/// <content>Padding.</content>
public sealed partial class Variable
{
    /// <summary>
    /// With more elements of one value before and behind along the last axes; negative amounts take elements away instead.
    /// </summary>
    /// <remarks>
    /// dx is the part of dy that came from x; what was cropped gets 0. Cropping alone is a view. The result's length along an axis is
    /// before + length + behind.
    /// </remarks>
    /// <param name="amounts">How many before and behind, a pair an axis, the last pair for the last axis; axes without a pair stay.</param>
    /// <param name="value">The value of the new elements, converted to the element type.</param>
    /// <exception cref="ArgumentException">More pairs than axes, more taken away than there is, or a value the element type cannot hold.</exception>
    public Variable Pad(ReadOnlySpan<(int Before, int Behind)> amounts, double value = 0)
    {
        ThrowIfReleased("pad");
        if (amounts.Length > Rank)
            throw Errors.Argument("pad", $"{amounts.Length} pairs for shape {Shape}", $"give at most {Rank}, the last for the last axis");
        if (DType.IsInteger() && value != Math.Floor(value))
            throw Errors.Argument("pad", $"the number {value} is no {DType.Name()}", "cast the Variable first, x.To(DType.Float32)");
        Span<int> before = stackalloc int[Rank];
        Span<int> behind = stackalloc int[Rank];
        before.Clear();
        behind.Clear();
        for (var i = 0; i < amounts.Length; i++)
        {
            var axis = Rank - amounts.Length + i;
            (before[axis], behind[axis]) = amounts[i];
            long length = Shape[axis];
            if (length + Math.Min(0L, before[axis]) + Math.Min(0L, behind[axis]) < 0)
                throw Errors.Argument("pad", $"{amounts[i]} takes more than axis {axis} of {Shape} has", $"take away at most {Shape[axis]}");
            if (length + before[axis] + behind[axis] > int.MaxValue)
                throw Errors.Argument("pad", $"{amounts[i]} makes axis {axis} of {Shape} too long", $"axes have at most {int.MaxValue} places");
        }

        var result = this;
        for (var axis = 0; axis < Rank; axis++)
        {
            var (from, until) = (Math.Max(0, -before[axis]), Shape[axis] - Math.Max(0, -behind[axis]));
            result = result.Slice(axis, from, until - from);
            before[axis] = Math.Max(0, before[axis]);
            behind[axis] = Math.Max(0, behind[axis]);
        }

        return before.ContainsAnyExcept(0) || behind.ContainsAnyExcept(0)
            ? Operation.Apply(PadOp.Get(Shape.Create(before), Shape.Create(behind), value), result)
            : result;
    }

    /// <summary>With more elements of one value before and behind along one axis; negative amounts take elements away instead.</summary>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <param name="before">How many before.</param>
    /// <param name="behind">How many behind.</param>
    /// <param name="value">The value of the new elements, converted to the element type.</param>
    /// <exception cref="ArgumentException">There is no such axis, more is taken away than there is, or the element type cannot hold the value.</exception>
    public Variable Pad(int axis, int before, int behind, double value = 0)
    {
        ThrowIfReleased("pad");
        axis = Axes.Normalise("pad", axis, Rank);
        Span<(int, int)> amounts = stackalloc (int, int)[Rank - axis];
        amounts.Clear();
        amounts[0] = (before, behind);
        return Pad(amounts, value);
    }
}

/// <summary>Elements of one value around x. dx is the middle of dy, a view: the padding does not depend on x.</summary>
public sealed class PadOp : Operation
{
    private static readonly OperationCache<(Shape Before, Shape Behind, double Value), PadOp> Cache = new(key => new PadOp(key.Before, key.Behind, key.Value));

    private readonly Shape _before;
    private readonly Shape _behind;
    private readonly double _value;

    private PadOp(Shape before, Shape behind, double value)
    {
        _before = before;
        _behind = behind;
        _value = value;
    }

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0];
        Span<int> lengths = stackalloc int[x.Rank];
        for (var axis = 0; axis < lengths.Length; axis++)
            lengths[axis] = checked(_before[axis] + x.Shape[axis] + _behind[axis]);
        var y = context.Allocate(Shape.Create(lengths), x.DType);

        // Axis by axis the slabs before and behind are filled and left: each element is written once.
        var inner = y.View;
        for (var axis = 0; axis < lengths.Length; axis++)
        {
            var (before, behind, length) = (_before[axis], _behind[axis], x.Shape[axis]);
            if (before > 0)
                context.Backend.Fill(Part(inner, axis, 0, before), _value);
            if (behind > 0)
                context.Backend.Fill(Part(inner, axis, before + length, behind), _value);
            inner = Part(inner, axis, before, length);
        }

        context.Backend.Copy(x.View, inner);
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var dx = context.Cotangent;
        var shape = context.InputShape(0);
        for (var axis = 0; axis < shape.Rank; axis++)
            dx = dx.Slice(axis, _before[axis], shape[axis]);
        sink.Add(0, dx);
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(Get(_before, _behind, 0));

    internal static PadOp Get(Shape before, Shape behind, double value) => Cache.Get((before, behind, value));

    private static TensorView Part(in TensorView whole, int axis, int start, int length)
    {
        var shape = Indices.With(whole.Shape, axis, length);

        // Strides over an array without elements mean nothing: a step could lead out of the storage.
        return new TensorView(whole.Storage, shape, whole.Strides, shape.Count == 0 ? whole.Offset : whole.Offset + (start * whole.Strides[axis]));
    }
}
