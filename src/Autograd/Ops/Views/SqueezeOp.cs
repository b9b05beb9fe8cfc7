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
        CheckSqueezed(axis);
        return Operation.Apply(SqueezeOp.Get(axis), this);
    }

    /// <summary>Without the given axes of length 1, or without all such axes where none is named; a view.</summary>
    /// <param name="axes">The axes; none means every axis of length 1. Negative ones count from the end.</param>
    /// <exception cref="ArgumentException">A named axis is longer or shorter than 1, or named twice.</exception>
    public Variable Squeeze(params ReadOnlySpan<int> axes)
    {
        ThrowIfReleased("squeeze");
        var mask = Axes.Mask("squeeze", axes, Rank);
        foreach (var axis in axes)
            CheckSqueezed(Axes.Normalise("squeeze", axis, Rank));
        var result = this;
        for (var axis = Rank - 1; axis >= 0; axis--)
        {
            if ((mask & (1u << axis)) != 0 && Shape[axis] == 1)
                result = Operation.Apply(SqueezeOp.Get(axis), result);
        }

        return result;
    }

    /// <summary>With a new axis of length 1; a view.</summary>
    /// <param name="axis">Where the new axis will be; negative ones count from the end of the result.</param>
    public Variable Unsqueeze(int axis)
    {
        ThrowIfReleased("unsqueeze");
        return Operation.Apply(UnsqueezeOp.Get(Axes.Normalise("unsqueeze", axis, Rank + 1)), this);
    }

    private void CheckSqueezed(int axis)
    {
        if (Shape[axis] != 1)
            throw Errors.Argument("squeeze", $"axis {axis} of {Shape} has length {Shape[axis]}", "name an axis of length 1, or take one place, x[0]");
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
