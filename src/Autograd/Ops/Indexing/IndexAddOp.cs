using Autograd.Ops;

namespace Autograd;

/// <content>Adding at a list of places.</content>
public sealed partial class Variable
{
    /// <summary>Zeros with slices added at the places a list names: y[…, index[i], …] += x[…, i, …], in the list's order.</summary>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <param name="index">One place for each slice of this Variable, int64 or int32.</param>
    /// <param name="length">The result's length along the axis.</param>
    /// <exception cref="ArgumentException">The index does not fit the axis, or is out of range.</exception>
    public Variable IndexAdd(int axis, Variable index, int length)
    {
        ArgumentNullException.ThrowIfNull(index);
        ThrowIfReleased("index_add");
        axis = Axes.Normalise("index_add", axis, Rank);
        if (length < 0)
            throw Errors.Argument("index_add", $"the length {length} is negative", "use a length of 0 or more");
        if (index.Rank != 1 || index.Shape[0] != Shape[axis])
            throw Errors.Argument("index_add", $"the index has shape {index.Shape}, axis {axis} of {Shape} has length {Shape[axis]}", "name one place for each slice");
        return Operation.Apply(IndexAddOp.Get(axis, length), this, Indices.Prepare("index_add", index, length));
    }
}

/// <summary>Slices added at listed places of zeros: the transpose of <see cref="IndexSelectOp"/>. dx selects them from dy.</summary>
public sealed class IndexAddOp : Operation
{
    private static readonly OperationCache<(int Axis, int Length), IndexAddOp> Cache = new(key => new IndexAddOp(key.Axis, key.Length));

    private readonly int _axis;
    private readonly int _length;

    private IndexAddOp(int axis, int length)
    {
        _axis = axis;
        _length = length;
    }

    /// <inheritdoc/>
    public override string Name => "index_add";

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) => Saves.Second;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0].IsContiguous ? context[0] : context[0].CopyContiguous();
        var y = context.Allocate(Indices.With(x.Shape, _axis, _length), x.DType);
        var (outer, inner) = Indices.Around(x.Shape, _axis);
        context.Backend.Fill(y.View, 0);
        context.Backend.IndexAdd(x.View, context[1].View, y.View, outer, inner);
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) =>
        sink.Add(0, Apply(IndexSelectOp.Get(_axis), context.Cotangent, context.Input(1)));

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        if (context.Tangent(0) is { } tangent)
            context.SetTangent(Apply(this, tangent, context.Input(1)));
    }

    internal static IndexAddOp Get(int axis, int length) => Cache.Get((axis, length));
}
