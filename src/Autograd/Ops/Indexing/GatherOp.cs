using Autograd.Ops;

namespace Autograd;

/// <content>Gathering along an axis.</content>
public sealed partial class Variable
{
    /// <summary>
    /// Elements along an axis, chosen one by one: for axis 1, y[i, j, k] = x[i, index[i, j, k], k].
    /// </summary>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <param name="index">int64 or int32, of this Variable's shape but for the axis; the result has its shape.</param>
    /// <exception cref="ArgumentException">The index does not fit, or is out of range.</exception>
    public Variable Gather(int axis, Variable index)
    {
        ArgumentNullException.ThrowIfNull(index);
        ThrowIfReleased("gather");
        axis = Axes.Normalise("gather", axis, Rank);
        GatherOp.CheckIndex("gather", Shape, index, axis);
        return Operation.Apply(GatherOp.Get(axis), this, Indices.Prepare("gather", index, Shape[axis]));
    }
}

/// <summary>Elements along an axis by an index of the result's shape. Linear in x: dy is added where it came from.</summary>
public sealed class GatherOp : Operation
{
    private static readonly OperationCache<int, GatherOp> Cache = new(axis => new GatherOp(axis));

    private readonly int _axis;

    private GatherOp(int axis) => _axis = axis;

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) => Saves.Second;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0].IsContiguous ? context[0] : context[0].CopyContiguous();
        var y = context.Allocate(context[1].Shape, x.DType);
        var (outer, inner) = Indices.Around(x.Shape, _axis);
        context.Backend.Gather(x.View, context[1].View, y.View, outer, inner);
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) =>
        sink.Add(0, Apply(ScatterAddOp.Get(_axis, context.InputShape(0)[_axis]), context.Cotangent, context.Input(1)));

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        if (context.Tangent(0) is { } tangent)
            context.SetTangent(Apply(this, tangent, context.Input(1)));
    }

    internal static GatherOp Get(int axis) => Cache.Get(axis);

    internal static void CheckIndex(string operation, Shape shape, Variable index, int axis)
    {
        DTypeChecks.Index(operation, index);
        var fits = index.Rank == shape.Rank;
        for (var i = 0; fits && i < shape.Rank; i++)
            fits = i == axis || index.Shape[i] == shape[i];
        if (!fits)
            throw Errors.Argument(operation, $"the index has shape {index.Shape}, the values {shape}", $"make them equal beside axis {axis}");
    }
}
