using Autograd.Backends;
using Autograd.Ops;

namespace Autograd;

/// <content>Other devices.</content>
public sealed partial class Variable
{
    /// <summary>The elements on another device; this Variable where they are there. The only way data moves. Gradients move back.</summary>
    /// <param name="device">The device.</param>
    /// <exception cref="NotSupportedException">No backend for the device is loaded, or it cannot hold the element type.</exception>
    public Variable To(Device device)
    {
        ThrowIfReleased("to");
        if (device == Device)
            return this;
        var backend = BackendRegistry.Get(device);
        if (backend.WhyUnsupported(DType) is { } reason)
            throw Errors.Unsupported("to", reason, "cast before moving");
        return Operation.Apply(TransferOp.Get(device), this);
    }
}

/// <summary>A copy on another device, y = x. Linear: dx is dy moved back.</summary>
public sealed class TransferOp : Operation
{
    private static readonly OperationCache<Device, TransferOp> Cache = new(device => new TransferOp(device));

    private readonly Device _target;

    private TransferOp(Device target) => _target = target;

    /// <inheritdoc/>
    public override string Name => "to";

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0];
        var backend = BackendRegistry.Get(_target);
        var bytes = new byte[checked((int)(x.Count * x.DType.Size()))];
        var whole = x.IsContiguous && x.Offset == 0 ? x : x.CopyContiguous();
        context.Backend.Read(whole.Storage, bytes);
        var y = Variable.Allocate(backend, x.Shape, x.DType);
        backend.Write(bytes, y.Storage);
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) =>
        sink.Add(0, context.Cotangent.To(context.Node.Input(0).Device));

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);

    internal static TransferOp Get(Device device) => Cache.Get(device);
}
