namespace Autograd.Ops;

/// <summary>
/// dx of a convolution, from dy and w: bilinear itself. The gradient of ⟨c, dx(dy, w)⟩ is c ∗ w for dy, and the weight
/// gradient of c and dy for w.
/// </summary>
public sealed class Conv2dInputGradientOp : Operation
{
    private static readonly OperationCache<(ConvolutionAttributes Attributes, Shape Input), Conv2dInputGradientOp> Cache =
        new(key => new Conv2dInputGradientOp(key.Attributes, key.Input));

    private readonly ConvolutionAttributes _attributes;
    private readonly Shape _input;

    private Conv2dInputGradientOp(ConvolutionAttributes attributes, Shape input)
    {
        _attributes = attributes;
        _input = input;
    }

    /// <inheritdoc/>
    public override string Name => "conv2d_input_gradient";

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) => (needs[0] ? Saves.Second : Saves.None) | (needs[1] ? Saves.First : Saves.None);

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var dx = context.Allocate(_input, context[0].DType);
        ConvolutionAttributes.Kernels(Name, context.Backend)
            .ConvolveInputGradient(context[0].View, context[1].View, dx.View, _attributes.Geometry(_input, context[1].Shape));
        context.SetOutput(dx);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var c = context.Cotangent.Contiguous();
        if (context.Needs(0))
            sink.Add(0, Apply(Conv2dOp.Get(_attributes), c, context.Input(1)));
        if (context.Needs(1))
            sink.Add(1, Apply(Conv2dWeightGradientOp.Get(_attributes, context.InputShape(1)), c, context.Input(0)));
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
        var weight = inputs[1].Shape;
        return 2 * inputs[0].Count * weight[1] * weight[2] * weight[3];
    }

    internal static Conv2dInputGradientOp Get(ConvolutionAttributes attributes, Shape input) => Cache.Get((attributes, input));
}
