using Autograd.Backends;
using Autograd.Ops;

namespace Autograd;

/// <content>Slicing.</content>
public sealed partial class Variable
{
    /// <summary>
    /// A part of the elements, a view: places remove their axis, ranges keep it, axes not named stay whole.
    /// <c>x[0]</c>, <c>x[^1, 2..4]</c>, <c>x[.., AxisIndex.Every(.., 2)]</c>.
    /// </summary>
    /// <param name="indices">A place or a range an axis, from the outermost.</param>
    /// <exception cref="ArgumentException">More indices than axes, or a place outside.</exception>
    [System.Runtime.CompilerServices.IndexerName("Element")]
    public Variable this[params ReadOnlySpan<AxisIndex> indices]
    {
        get
        {
            ThrowIfReleased("index");
            if (indices.Length > Rank)
                throw Errors.Argument("index", $"{indices.Length} indices for shape {Shape}", $"give at most {Rank}");
            var result = this;
            var axis = 0;
            foreach (var index in indices)
            {
                if (index.IsPlace)
                {
                    result = result.Select(axis, index.Range.Start);
                    continue;
                }

                var (start, count) = SliceOp.Resolve(index.Range, result.Shape[axis], axis);
                result = result.Slice(axis, start, (count + index.Step - 1) / index.Step, index.Step);
                axis++;
            }

            return result;
        }
    }

    /// <summary>Places start, start + step, … along one axis; a view.</summary>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <param name="start">The first place.</param>
    /// <param name="length">How many places.</param>
    /// <param name="step">From one place to the next, at least 1.</param>
    /// <exception cref="ArgumentException">A place outside the axis.</exception>
    public Variable Slice(int axis, int start, int length, int step = 1)
    {
        ThrowIfReleased("slice");
        axis = Axes.Normalise("slice", axis, Rank);
        if (step < 1)
            throw Errors.Argument("slice", $"step {step}", "use a step of 1 or more");
        if (start < 0 || length < 0 || start > Shape[axis] || (length > 0 && start + ((length - 1L) * step) >= Shape[axis]))
            throw Errors.Argument("slice", $"{length} places from {start} by {step} do not lie in axis {axis} of {Shape}", $"stay within 0 to {Shape[axis] - 1}");
        return length == Shape[axis] && start == 0 ? this : Operation.Apply(SliceOp.Get(axis, start, length, step), this);
    }

    private Variable Select(int axis, Index place)
    {
        var start = place.GetOffset(Shape[axis]);
        if (start < 0 || start >= Shape[axis])
            throw Errors.Argument("index", $"the place {place} of axis {axis} of shape {Shape}", $"stay within 0 to {Shape[axis] - 1}");
        return Operation.Apply(SqueezeOp.Get(axis), Slice(axis, start, 1));
    }
}

/// <summary>Places of one axis at a step, a view. Linear: dy belongs to the same region of dx, and the rest is zero.</summary>
public sealed class SliceOp : Operation
{
    private static readonly OperationCache<(int Axis, int Start, int Length, int Step), SliceOp> Cache =
        new(key => new SliceOp(key.Axis, key.Start, key.Length, key.Step));

    private SliceOp(int axis, int start, int length, int step)
    {
        Axis = axis;
        Start = start;
        Length = length;
        Step = step;
    }

    /// <summary>The axis sliced.</summary>
    public int Axis { get; }

    /// <summary>The first place.</summary>
    public int Start { get; }

    /// <summary>How many places.</summary>
    public int Length { get; }

    /// <summary>From one place to the next.</summary>
    public int Step { get; }

    /// <summary>The slice's shape.</summary>
    /// <param name="whole">The shape sliced.</param>
    public Shape ResultShape(Shape whole)
    {
        ArgumentNullException.ThrowIfNull(whole);
        Span<int> lengths = stackalloc int[whole.Rank];
        whole.Lengths.CopyTo(lengths);
        lengths[Axis] = Length;
        return Shape.Create(lengths);
    }

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var view = ViewOf(context[0]);
        context.SetOutput(context[0].ViewAs(view.Shape, view.Strides, view.Offset));
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) => sink.AddRegion(0, context.Cotangent, this);

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);

    internal static SliceOp Get(int axis, int start, int length, int step) => Cache.Get((axis, start, length, step));

    internal static (int Start, int Count) Resolve(Range range, int length, int axis)
    {
        var start = range.Start.GetOffset(length);
        var end = range.End.GetOffset(length);
        if (start < 0 || end > length || start > end)
            throw Errors.Argument("index", $"the range {range} of axis {axis} with {length} places", "keep 0 ≤ start ≤ end ≤ length");
        return (start, end - start);
    }

    /// <summary>The region of a Variable's elements, for reading or adding.</summary>
    internal TensorView ViewOf(Variable whole)
    {
        Span<long> steps = stackalloc long[whole.Rank];
        whole.Strides.Steps.CopyTo(steps);
        steps[Axis] *= Step;
        var shape = ResultShape(whole.Shape);

        // Strides over an array without elements mean nothing: a step by one could lead out of the storage.
        var offset = shape.Count == 0 ? whole.Offset : whole.Offset + (Start * whole.Strides[Axis]);
        return new TensorView(whole.Storage, shape, Strides.Create(steps), offset);
    }
}
