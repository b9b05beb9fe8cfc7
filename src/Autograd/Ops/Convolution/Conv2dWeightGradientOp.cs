namespace Autograd.Ops;

/// <summary>
/// dw of a convolution, from x and dy: bilinear itself. The gradient of ⟨c, dw(x, dy)⟩ is the input gradient of dy and c
/// for x, and x ∗ c for dy.
/// </summary>
public sealed class Conv2dWeightGradientOp : Operation
{
    private static readonly OperationCache<(ConvolutionAttributes Attributes, Shape Weight), Conv2dWeightGradientOp> Cache =
        new(key => new Conv2dWeightGradientOp(key.Attributes, key.Weight));

    private readonly ConvolutionAttributes _attributes;
    private readonly Shape _weight;

    private Conv2dWeightGradientOp(ConvolutionAttributes attributes, Shape weight)
    {
        _attributes = attributes;
        _weight = weight;
    }

    /// <inheritdoc/>
    public override string Name => "conv2d_weight_gradient";

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) => (needs[0] ? Saves.Second : Saves.None) | (needs[1] ? Saves.First : Saves.None);

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var dw = context.Allocate(_weight, context[0].DType);
        ConvolutionAttributes.Kernels(Name, context.Backend)
            .ConvolveWeightGradient(context[0].View, context[1].View, dw.View, _attributes.Geometry(context[0].Shape, _weight));
        context.SetOutput(dw);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var c = context.Cotangent.Contiguous();
        if (context.Needs(0))
            sink.Add(0, Apply(Conv2dInputGradientOp.Get(_attributes, context.InputShape(0)), context.Input(1), c));
        if (context.Needs(1))
            sink.Add(1, Apply(Conv2dOp.Get(_attributes), context.Input(0), c));
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        var first = context.Tangent(0) is { } t0 ? Apply(this, t0.Contiguous(), context.Input(1)) : null;
        var second = context.Tangent(1) is { } t1 ? Apply(this, context.Input(0), t1.Contiguous()) : null;
        context.SetTangent(first is null ? second! : second is null ? first : first + second);
    }

    /// <inheritdoc/>
    protected internal override long Flops(ReadOnlySpan<Variable> inputs, ReadOnlySpan<Variable> outputs)
    {
        var weight = outputs[0].Shape;
        return 2 * inputs[1].Count * weight[1] * weight[2] * weight[3];
    }

    internal static Conv2dWeightGradientOp Get(ConvolutionAttributes attributes, Shape weight) => Cache.Get((attributes, weight));
}
