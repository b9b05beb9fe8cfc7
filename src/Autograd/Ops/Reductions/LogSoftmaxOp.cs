using Autograd.Ops;

namespace Autograd;

/// <content>The logarithm of the softmax.</content>
public sealed partial class Variable
{
    /// <summary>The logarithm of the softmax along an axis, y = x − ln Σ eˣ, without overflow.</summary>
    /// <remarks>
    /// Where all elements along the axis are −∞ (a fully masked row) the result is −∞ everywhere; their exponentials are 0, so the
    /// gradient dy − eʸ Σ dy is dy itself there. Where one is ∞ or NaN, all are NaN.
    /// </remarks>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <returns>A Variable of the same shape and dtype, whose exponentials along the axis sum to 1.</returns>
    /// <exception cref="ArgumentException">There is no such axis, or the elements are no floats.</exception>
    public Variable LogSoftmax(int axis = -1) => SoftmaxOp.Along("log_softmax", LogSoftmaxOp.Instance, this, axis);
}

/// <summary>y = x − ln Σ eˣ along the last axis, computed as (x − m) − ln Σ eˣ⁻ᵐ with m the maximum. dx = dy − eʸ · Σ dy.</summary>
public sealed class LogSoftmaxOp : Operation
{
    internal static readonly LogSoftmaxOp Instance = new();

    private LogSoftmaxOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "log_softmax";

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) => Saves.Output;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context) => context.SetOutput(SoftmaxOp.Run(context, logarithm: true));

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        if (SoftmaxOp.TryKernel(context, sink, logarithm: true))
            return;
        var dy = context.Cotangent;
        sink.Add(0, dy - StrongProductOp.Apply(dy.Sum([-1], keepAxes: true), context.Output().Exp()));
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        if (context.Tangent(0) is { } tangent)
            context.SetTangent(tangent - StrongProductOp.Apply(tangent, context.Output().Exp()).Sum([-1], keepAxes: true));
    }
}
