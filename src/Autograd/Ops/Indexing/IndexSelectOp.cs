using Autograd.Ops;

namespace Autograd;

/// <content>Selecting by a list of places.</content>
public sealed partial class Variable
{
    /// <summary>The places of an axis that a list names, in its order: y[…, i, …] = x[…, index[i], …]. Repeats are fine.</summary>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <param name="index">One-dimensional, int64 or int32.</param>
    /// <exception cref="ArgumentException">The index is not one-dimensional integers, or out of range.</exception>
    public Variable IndexSelect(int axis, Variable index)
    {
        ArgumentNullException.ThrowIfNull(index);
        ThrowIfReleased("index_select");
        axis = Axes.Normalise("index_select", axis, Rank);
        if (index.Rank != 1)
            throw Errors.Argument("index_select", $"the index has shape {index.Shape}", "give a one-dimensional list, or use Gather");
        return Operation.Apply(IndexSelectOp.Get(axis), this, Indices.Prepare("index_select", index, Shape[axis]));
    }
}

/// <summary>Places of an axis by a list. Linear in x: dy is added at the places it came from, in the list's order.</summary>
public sealed class IndexSelectOp : Operation
{
    private static readonly OperationCache<int, IndexSelectOp> Cache = new(axis => new IndexSelectOp(axis));

    private readonly int _axis;

    private IndexSelectOp(int axis) => _axis = axis;

    /// <inheritdoc/>
    public override string Name => "index_select";

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) => Saves.Second;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0].IsContiguous ? context[0] : context[0].CopyContiguous();
        var y = context.Allocate(Indices.With(x.Shape, _axis, context[1].Shape[0]), x.DType);
        var (outer, inner) = Indices.Around(x.Shape, _axis);
        context.Backend.IndexSelect(x.View, context[1].View, y.View, outer, inner);
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) =>
        sink.Add(0, Apply(IndexAddOp.Get(_axis, context.InputShape(0)[_axis]), context.Cotangent, context.Input(1)));

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        if (context.Tangent(0) is { } tangent)
            context.SetTangent(Apply(this, tangent, context.Input(1)));
    }

    internal static IndexSelectOp Get(int axis) => Cache.Get(axis);
}
