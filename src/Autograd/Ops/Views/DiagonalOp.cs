using Autograd.Ops;

namespace Autograd;

/// <content>Diagonals.</content>
public sealed partial class Variable
{
    /// <summary>
    /// The diagonal of two axes, a view: both go, and the diagonal is the new last axis, y[…, i] = x[…, i, …, i + offset, …].
    /// </summary>
    /// <param name="offset">0 the main diagonal, positive ones further along the second axis, negative ones along the first.</param>
    /// <param name="firstAxis">The axis of rows; negative ones count from the end.</param>
    /// <param name="secondAxis">The axis of columns, another one; negative ones count from the end.</param>
    /// <returns>Empty along the new axis where the diagonal lies outside.</returns>
    /// <exception cref="ArgumentException">There is no such axis, or both are the same.</exception>
    public Variable Diagonal(int offset = 0, int firstAxis = -2, int secondAxis = -1)
    {
        ThrowIfReleased("diagonal");
        var first = Axes.Normalise("diagonal", firstAxis, Rank);
        var second = Axes.Normalise("diagonal", secondAxis, Rank);
        if (first == second)
            throw Errors.Argument("diagonal", $"axes {firstAxis} and {secondAxis} of {Shape} are the same", "name two");
        return Operation.Apply(DiagonalOp.Get(offset, first, second), this);
    }

    /// <summary>
    /// Square matrices, zero but for a diagonal with the elements of the last axis: y[…, i, …, i + offset, …] = x[…, i].
    /// </summary>
    /// <param name="offset">0 the main diagonal, positive ones further along the second axis, negative ones along the first.</param>
    /// <param name="firstAxis">Where the axis of rows will be; negative ones count from the end of the result.</param>
    /// <param name="secondAxis">Where the axis of columns will be, another one; negative ones count from the end of the result.</param>
    /// <returns>With one axis more, both of length n + |offset|.</returns>
    /// <exception cref="ArgumentException">This Variable is a scalar, there is no such axis, or both are the same.</exception>
    public Variable DiagonalEmbed(int offset = 0, int firstAxis = -2, int secondAxis = -1)
    {
        ThrowIfReleased("diagonal_embed");
        if (Rank == 0)
            throw Errors.Argument("diagonal_embed", "the input is a scalar", "give at least one axis, x.Unsqueeze(0)");
        var first = Axes.Normalise("diagonal_embed", firstAxis, Rank + 1);
        var second = Axes.Normalise("diagonal_embed", secondAxis, Rank + 1);
        if (first == second)
            throw Errors.Argument("diagonal_embed", $"axes {firstAxis} and {secondAxis} of the result are the same", "name two");
        var side = Shape[^1] + Math.Abs((long)offset);
        if (side > int.MaxValue)
            throw Errors.Argument("diagonal_embed", $"the offset {offset} makes a side of {side}", $"axes have at most {int.MaxValue} places");
        return Operation.Apply(DiagonalEmbedOp.Get(DiagonalOp.Get(offset, first, second), (int)side, (int)side), this);
    }
}

/// <summary>The diagonal of two axes, a view. Linear: dx is zero but for dy on the diagonal.</summary>
public sealed class DiagonalOp : Operation
{
    private static readonly OperationCache<(int Offset, int First, int Second), DiagonalOp> Cache =
        new(key => new DiagonalOp(key.Offset, key.First, key.Second));

    private DiagonalOp(int offset, int first, int second)
    {
        Offset = offset;
        First = first;
        Second = second;
    }

    /// <summary>How far from the main diagonal.</summary>
    public int Offset { get; }

    /// <summary>The axis of rows.</summary>
    public int First { get; }

    /// <summary>The axis of columns.</summary>
    public int Second { get; }

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0];
        var view = ViewOf(x);
        context.SetOutput(x.ViewAs(view.Shape, view.Strides, view.Offset));
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var shape = context.InputShape(0);
        sink.Add(0, Apply(DiagonalEmbedOp.Get(this, shape[First], shape[Second]), context.Cotangent));
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);

    internal static DiagonalOp Get(int offset, int first, int second) => Cache.Get((offset, first, second));

    /// <summary>A Variable's elements on the diagonal, for reading or writing.</summary>
    internal Backends.TensorView ViewOf(Variable whole)
    {
        Span<int> lengths = stackalloc int[whole.Rank - 1];
        Span<long> steps = stackalloc long[whole.Rank - 1];
        var kept = 0;
        for (var axis = 0; axis < whole.Rank; axis++)
        {
            if (axis == First || axis == Second)
                continue;
            lengths[kept] = whole.Shape[axis];
            steps[kept++] = whole.Strides[axis];
        }

        var (row, column) = (Math.Max(0L, -(long)Offset), Math.Max(0L, Offset));
        lengths[kept] = (int)Math.Max(0, Math.Min(whole.Shape[First] - row, whole.Shape[Second] - column));
        steps[kept] = whole.Strides[First] + whole.Strides[Second];
        var shape = Shape.Create(lengths);

        // Strides over an array without elements mean nothing: a step could lead out of the storage.
        var offset = shape.Count == 0 ? whole.Offset : whole.Offset + (row * whole.Strides[First]) + (column * whole.Strides[Second]);
        return new Backends.TensorView(whole.Storage, shape, Strides.Create(steps), offset);
    }
}
