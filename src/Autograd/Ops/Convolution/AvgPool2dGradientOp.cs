using Autograd.Backends;

namespace Autograd.Ops;

/// <summary>dx of an average pooling, from dy: the transpose of <see cref="AvgPool2dOp"/>, which is its own derivative.</summary>
public sealed class AvgPool2dGradientOp : Operation
{
    private static readonly OperationCache<(PoolingWindows Rows, PoolingWindows Columns), AvgPool2dGradientOp> Cache =
        new(key => new AvgPool2dGradientOp(key.Rows, key.Columns));

    private readonly PoolingWindows _rows;
    private readonly PoolingWindows _columns;

    private AvgPool2dGradientOp(PoolingWindows rows, PoolingWindows columns)
    {
        _rows = rows;
        _columns = columns;
    }

    /// <inheritdoc/>
    public override string Name => "avgpool2d_gradient";

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var dy = context[0].IsContiguous ? context[0] : context[0].CopyContiguous();
        var dx = context.Allocate([dy.Shape[0], dy.Shape[1], _rows.Length, _columns.Length], dy.DType);
        AveragePooling.Kernels(context.Backend).AveragePoolGradient(dy.View, dx.View, in _rows, in _columns);
        context.SetOutput(dx);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) =>
        sink.Add(0, Apply(AvgPool2dOp.Get(_rows, _columns), context.Cotangent));

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);

    internal static AvgPool2dGradientOp Get(PoolingWindows rows, PoolingWindows columns) => Cache.Get((rows, columns));
}
