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
                // Places remove axes of the result; messages speak of this Variable's.
                var whole = Rank - result.Rank + axis;
                if (index.IsPlace)
                {
                    result = result.Select(axis, Place(index.Range.Start, whole));
                    continue;
                }

                var (start, count) = Resolve(index.Range, whole);
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
            throw Errors.Argument("slice", $"the step is {step}", "use a step of 1 or more");
        if (start < 0 || length < 0 || start > Shape[axis] || (length > 0 && start + ((length - 1L) * step) >= Shape[axis]))
            throw Errors.Argument("slice", $"{length} places from {start} by {step} do not lie in axis {axis} of {Shape}", Within(Shape[axis]));
        return length == Shape[axis] && start == 0 ? this : Operation.Apply(SliceOp.Get(axis, start, length, step), this);
    }

    private static string Within(int length) => length == 0 ? "the axis is empty" : $"stay within 0 to {length - 1}";

    private Variable Select(int axis, int place) => Operation.Apply(SqueezeOp.Get(axis), Slice(axis, place, 1));

    private int Place(Index place, int axis)
    {
        var start = place.GetOffset(Shape[axis]);
        return start >= 0 && start < Shape[axis]
            ? start
            : throw Errors.Argument("index", $"the place {place} is outside axis {axis} of shape {Shape}", Within(Shape[axis]));
    }

    private (int Start, int Count) Resolve(Range range, int axis)
    {
        var start = range.Start.GetOffset(Shape[axis]);
        var end = range.End.GetOffset(Shape[axis]);
        return start >= 0 && end <= Shape[axis] && start <= end
            ? (start, end - start)
            : throw Errors.Argument("index", $"the range {range} does not lie in axis {axis} of shape {Shape}", $"keep 0 ≤ start ≤ end ≤ {Shape[axis]}");
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
