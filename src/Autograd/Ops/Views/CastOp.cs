using Autograd.Ops;

namespace Autograd;

/// <content>Other element types.</content>
public sealed partial class Variable
{
    /// <summary>The elements converted to another type; this Variable where they have it. Gradients pass between float32 and float64.</summary>
    /// <param name="dtype">The element type.</param>
    /// <exception cref="NotSupportedException">The device cannot hold that type.</exception>
    public Variable To(DType dtype)
    {
        ThrowIfReleased("cast");
        if (dtype == DType)
            return this;
        if (Storage.Backend.WhyUnsupported(dtype) is { } reason)
            throw Errors.Unsupported("cast", reason, "choose another dtype or device");
        return Operation.Apply(CastOp.Get(dtype), this);
    }
}

/// <summary>Elements converted to another type. Linear between floats: dx is dy converted back.</summary>
/// <remarks>Towards integers numbers are truncated, out of range ones saturate; towards bool everything but 0 is true.</remarks>
public sealed class CastOp : Operation
{
    private static readonly OperationCache<DType, CastOp> Cache = new(dtype => new CastOp(dtype));

    private readonly DType _target;

    private CastOp(DType target) => _target = target;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0];
        var y = context.Allocate(x.Shape, _target);
        context.Backend.Copy(x.View, y.View);
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) => sink.Add(0, context.Cotangent.To(context.InputDType(0)));

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);

    internal static CastOp Get(DType dtype) => Cache.Get(dtype);
}
