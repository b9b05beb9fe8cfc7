using Autograd.Ops;

namespace Autograd;

/// <content>Copies.</content>
public sealed partial class Variable
{
    /// <summary>This Variable where its elements are contiguous, a contiguous copy otherwise.</summary>
    public Variable Contiguous()
    {
        ThrowIfReleased("contiguous");
        return IsContiguous ? this : Operation.Apply(CopyOp.Instance, this);
    }

    /// <summary>A contiguous copy in memory of its own; gradients pass.</summary>
    public Variable Clone()
    {
        ThrowIfReleased("clone");
        return Operation.Apply(CopyOp.Instance, this);
    }
}

/// <summary>A contiguous copy, y = x. Linear: dx = dy.</summary>
public sealed class CopyOp : Operation
{
    internal static readonly CopyOp Instance = new();

    private CopyOp()
    {
    }

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0];
        var y = context.Allocate(x.Shape, x.DType);
        context.Backend.Copy(x.View, y.View);
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) => sink.Add(0, context.Cotangent);

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);
}
