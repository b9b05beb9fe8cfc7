using Autograd.Ops;

namespace Autograd;

/// <content>Reshaping.</content>
public sealed partial class Variable
{
    /// <summary>The same elements in row-major order under another shape; one length may be −1, to be computed.</summary>
    /// <remarks>Shares the storage where the elements are contiguous, copies them otherwise.</remarks>
    /// <param name="lengths">The lengths, their product the number of elements.</param>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public Variable Reshape(params ReadOnlySpan<int> lengths)
    {
        ThrowIfReleased("reshape");
        var unknown = -1;
        long known = 1;
        for (var axis = 0; axis < lengths.Length; axis++)
        {
            if (lengths[axis] == -1 && unknown < 0)
                unknown = axis;
            else if (lengths[axis] == -1)
                throw Errors.Argument("reshape", $"[{string.Join(", ", lengths.ToArray())}] leaves two lengths open", "use −1 once");
            else if (lengths[axis] < 0)
                throw Errors.Argument("reshape", $"the length {lengths[axis]} at axis {axis} is negative", "use lengths of 0 or more, or −1 once to have it computed");
            else
                known *= lengths[axis];
        }

        if (unknown < 0)
            return Reshape(Shape.Create(lengths));
        if (known == 0 || Count % known != 0)
            throw Errors.Argument("reshape", $"{Count} elements of {Shape} do not divide into [{string.Join(", ", lengths.ToArray())}]", $"make the product of the given lengths a divisor of {Count}");
        Span<int> filled = stackalloc int[lengths.Length];
        lengths.CopyTo(filled);
        filled[unknown] = (int)(Count / known);
        return Reshape(Shape.Create(filled));
    }

    /// <summary>The same elements in row-major order under another shape.</summary>
    /// <param name="shape">A shape of as many elements.</param>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public Variable Reshape(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ThrowIfReleased("reshape");
        if (shape.Count != Count)
            throw Errors.Argument("reshape", $"{Shape} of {Count} elements cannot become {shape} of {shape.Count}", "keep the number of elements");
        return shape == Shape ? this : Operation.Apply(shape.ReshapeTo, Contiguous());
    }
}

/// <summary>
/// The same contiguous elements under another shape. Linear: dx is dy under the old shape.
/// </summary>
public sealed class ReshapeOp : Operation
{
    internal ReshapeOp(Shape shape) => Target = shape;

    /// <summary>The new shape.</summary>
    public Shape Target { get; }

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0];
        context.SetOutput(x.ViewAs(Target, Target.RowMajor, x.Offset));
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) =>
        sink.Add(0, context.Cotangent.Reshape(context.InputShape(0)));

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        if (context.Tangent(0) is { } tangent)
            context.SetTangent(tangent.Reshape(Target));
    }
}
