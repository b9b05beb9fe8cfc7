using Autograd.Ops;

namespace Autograd;

/// <content>Adding at chosen places along an axis.</content>
public sealed partial class Variable
{
    /// <summary>
    /// Zeros with elements added at chosen places of an axis: for axis 1, y[i, index[i, j, k], k] += x[i, j, k], in the order of j.
    /// </summary>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <param name="index">int64 or int32, of this Variable's shape.</param>
    /// <param name="length">The result's length along the axis.</param>
    /// <exception cref="ArgumentException">The index does not fit, or is out of range.</exception>
    public Variable ScatterAdd(int axis, Variable index, int length)
    {
        ArgumentNullException.ThrowIfNull(index);
        ThrowIfReleased("scatter_add");
        axis = Axes.Normalise("scatter_add", axis, Rank);
        if (length < 0)
            throw Errors.Argument("scatter_add", $"the length {length} is negative", "use a length of 0 or more");
        DTypeChecks.Index("scatter_add", index);
        if (index.Shape != Shape)
            throw Errors.Argument("scatter_add", $"the index has shape {index.Shape}, the values {Shape}", "name one place for each element");
        return Operation.Apply(ScatterAddOp.Get(axis, length), this, Indices.Prepare("scatter_add", index, length));
    }
}

/// <summary>Elements added at chosen places of zeros: the transpose of <see cref="GatherOp"/>. dx gathers them from dy.</summary>
public sealed class ScatterAddOp : Operation
{
    private static readonly OperationCache<(int Axis, int Length), ScatterAddOp> Cache = new(key => new ScatterAddOp(key.Axis, key.Length));

    private readonly int _axis;
    private readonly int _length;

    private ScatterAddOp(int axis, int length)
    {
        _axis = axis;
        _length = length;
    }

    /// <inheritdoc/>
    public override string Name => "scatter_add";

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) => Saves.Second;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0].IsContiguous ? context[0] : context[0].CopyContiguous();
        var y = context.Allocate(Indices.With(x.Shape, _axis, _length), x.DType);
        var (outer, inner) = Indices.Around(x.Shape, _axis);
        context.Backend.Fill(y.View, 0);
        context.Backend.ScatterAdd(x.View, context[1].View, y.View, outer, inner);
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) =>
        sink.Add(0, Apply(GatherOp.Get(_axis), context.Cotangent, context.Input(1)));

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        if (context.Tangent(0) is { } tangent)
            context.SetTangent(Apply(this, tangent, context.Input(1)));
    }

    internal static ScatterAddOp Get(int axis, int length) => Cache.Get((axis, length));
}
