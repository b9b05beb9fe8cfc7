using Autograd.Ops;

namespace Autograd;

/// <content>Removing and adding axes of length 1.</content>
public sealed partial class Variable
{
    /// <summary>Without an axis of length 1; a view.</summary>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <exception cref="ArgumentException">The axis is longer or shorter than 1.</exception>
    public Variable Squeeze(int axis)
    {
        ThrowIfReleased("squeeze");
        axis = Axes.Normalise("squeeze", axis, Rank);
        if (Shape[axis] != 1)
            throw Errors.Argument("squeeze", $"axis {axis} of {Shape} has length {Shape[axis]}", "name an axis of length 1, or take one place, x[0]");
        return Operation.Apply(SqueezeOp.Get(axis), this);
    }

    /// <summary>With a new axis of length 1; a view.</summary>
    /// <param name="axis">Where the new axis will be; negative ones count from the end of the result.</param>
    public Variable Unsqueeze(int axis)
    {
        ThrowIfReleased("unsqueeze");
        return Operation.Apply(UnsqueezeOp.Get(Axes.Normalise("unsqueeze", axis, Rank + 1)), this);
    }
}

/// <summary>Without one axis of length 1, a view of any strides. Linear: dx is dy with the axis again.</summary>
public sealed class SqueezeOp : Operation
{
    private static readonly OperationCache<int, SqueezeOp> Cache = new(axis => new SqueezeOp(axis));

    private readonly int _axis;

    private SqueezeOp(int axis) => _axis = axis;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0];
        Span<int> lengths = stackalloc int[x.Rank - 1];
        Span<long> steps = stackalloc long[x.Rank - 1];
        for (var i = 0; i < lengths.Length; i++)
        {
            lengths[i] = x.Shape[i < _axis ? i : i + 1];
            steps[i] = x.Strides[i < _axis ? i : i + 1];
        }

        context.SetOutput(x.ViewAs(Shape.Create(lengths), Strides.Create(steps), x.Offset));
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) => sink.Add(0, context.Cotangent.Unsqueeze(_axis));

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);

    internal static SqueezeOp Get(int axis) => Cache.Get(axis);
}
