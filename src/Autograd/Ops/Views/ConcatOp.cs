using Autograd.Ops;

namespace Autograd;

/// <content>Joining.</content>
public sealed partial class Variable
{
    /// <summary>Joins Variables along an axis, one after the other.</summary>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <param name="parts">At least one; equal shapes but for the axis, equal dtypes.</param>
    /// <exception cref="ArgumentException">Shapes or dtypes differ.</exception>
    public static Variable Concat(int axis, params ReadOnlySpan<Variable> parts)
    {
        if (parts.Length == 0)
            throw Errors.Argument("concat", "there are no parts", "give at least one Variable");
        var first = parts[0];
        axis = Axes.Normalise("concat", axis, first.Rank);
        foreach (var part in parts)
        {
            part.ThrowIfReleased("concat");
            if (part.DType != first.DType)
                throw Errors.Argument("concat", $"parts are {first.DType.Name()} and {part.DType.Name()}", "cast them to one type");
            var fits = part.Rank == first.Rank;
            for (var i = 0; fits && i < first.Rank; i++)
                fits = i == axis || part.Shape[i] == first.Shape[i];
            if (!fits)
                throw Errors.Argument("concat", $"shapes {first.Shape} and {part.Shape} differ beside axis {axis}", "make the other lengths equal");
        }

        return Operation.Apply(ConcatOp.Get(axis), parts);
    }

    /// <summary>Stacks Variables of one shape along a new axis.</summary>
    /// <param name="axis">Where the new axis will be; negative ones count from the end of the result.</param>
    /// <param name="parts">At least one; equal shapes and dtypes.</param>
    /// <exception cref="ArgumentException">Shapes or dtypes differ, or there is no such axis in the result.</exception>
    public static Variable Stack(int axis, params ReadOnlySpan<Variable> parts)
    {
        if (parts.Length == 0)
            throw Errors.Argument("stack", "there are no parts", "give at least one Variable");
        var first = parts[0];
        foreach (var part in parts)
        {
            part.ThrowIfReleased("stack");
            if (part.Shape != first.Shape)
                throw Errors.Argument("stack", $"shapes {first.Shape} and {part.Shape} differ", "make them equal, or use Concat");
            if (part.DType != first.DType)
                throw Errors.Argument("stack", $"parts are {first.DType.Name()} and {part.DType.Name()}", "cast them to one type");
        }

        axis = Axes.Normalise("stack", axis, first.Rank + 1);
        var raised = new Variable[parts.Length];
        for (var i = 0; i < raised.Length; i++)
            raised[i] = parts[i].Unsqueeze(axis);
        return Concat(axis, raised);
    }
}

/// <summary>Parts joined along an axis. Linear: each part's gradient is its stretch of dy.</summary>
public sealed class ConcatOp : Operation
{
    private static readonly OperationCache<int, ConcatOp> Cache = new(axis => new ConcatOp(axis));

    private readonly int _axis;

    private ConcatOp(int axis) => _axis = axis;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var first = context[0];
        Span<int> lengths = stackalloc int[first.Rank];
        first.Shape.Lengths.CopyTo(lengths);
        lengths[_axis] = 0;
        foreach (var part in context.Inputs)
            lengths[_axis] = checked(lengths[_axis] + part.Shape[_axis]);
        var y = context.Allocate(Shape.Create(lengths), first.DType);
        var start = 0;
        foreach (var part in context.Inputs)
        {
            var length = part.Shape[_axis];
            context.Backend.Copy(part.View, SliceOp.Get(_axis, start, length, 1).ViewOf(y));
            start += length;
        }

        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var dy = context.Cotangent;
        var start = 0;
        for (var i = 0; i < context.InputCount; i++)
        {
            var length = context.InputShape(i)[_axis];
            if (context.Needs(i))
                sink.Add(i, dy.Slice(_axis, start, length));
            start += length;
        }
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        var tangents = new Variable[context.InputCount];
        for (var i = 0; i < tangents.Length; i++)
            tangents[i] = context.Tangent(i) ?? Variable.ZerosLike(context.Input(i));
        context.SetTangent(Apply(this, tangents));
    }

    internal static ConcatOp Get(int axis) => Cache.Get(axis);
}
