using Autograd.Backends;
using Autograd.Ops;

namespace Autograd;

/// <content>Broadcasting.</content>
public sealed partial class Variable
{
    /// <summary>Repeats axes of length 1, and new leading axes, without a copy: a view with stride 0.</summary>
    /// <param name="shape">The shape to broadcast to.</param>
    /// <exception cref="ArgumentException">An axis longer than 1 has another length.</exception>
    public Variable Expand(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ThrowIfReleased("expand");
        if (Layouts.Broadcast("expand", Shape, shape) != shape)
            throw Errors.Argument("expand", $"{Shape} does not broadcast to {shape}", "only axes of length 1 repeat");
        return ExpandOp.ApplyIfNeeded(this, shape);
    }
}

/// <summary>
/// A view that repeats elements along axes with stride 0: the only place where broadcasting is known. dx sums dy over the
/// repeated axes.
/// </summary>
public sealed class ExpandOp : Operation
{
    private Expansion? _last;

    internal ExpandOp(Shape shape) => Target = shape;

    /// <summary>The shape broadcast to.</summary>
    public Shape Target { get; }

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0];
        var y = x.ViewAs(Target, StridesFor(x), x.Offset);
        context.SetOutput(x.IsLiteral ? y.MarkLiteral() : y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var shape = context.InputShape(0);
        var missing = Target.Rank - shape.Rank;
        uint repeated = 0;
        for (var axis = 0; axis < Target.Rank; axis++)
        {
            if (axis < missing || shape[axis - missing] != Target[axis])
                repeated |= 1u << axis;
        }

        sink.Add(0, context.CreatesGraph
            ? SumOp.Apply(context.Cotangent, repeated, keepAxes: false).Reshape(shape)
            : Reduction.Run<SumOp.Rule>(context.Cotangent, repeated, shape));
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);

    private Strides StridesFor(Variable x)
    {
        // A training step expands the same things again and again.
        if (_last is { } last && ReferenceEquals(last.Shape, x.Shape) && ReferenceEquals(last.Strides, x.Strides))
            return last.Result;
        var missing = Target.Rank - x.Rank;
        Span<long> steps = stackalloc long[Target.Rank];
        for (var axis = 0; axis < steps.Length; axis++)
            steps[axis] = axis < missing || x.Shape[axis - missing] != Target[axis] ? 0 : x.Strides[axis - missing];
        var result = Strides.Create(steps);
        _last = new Expansion(x.Shape, x.Strides, result);
        return result;
    }

    internal static Variable ApplyIfNeeded(Variable x, Shape shape) =>
        ReferenceEquals(x.Shape, shape) || x.Shape == shape ? x : Apply(shape.ExpandTo, x);

    private sealed record Expansion(Shape Shape, Strides Strides, Strides Result);
}
