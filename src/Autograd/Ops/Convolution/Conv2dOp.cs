using Autograd.Ops;

namespace Autograd;

/// <content>Convolution.</content>
public sealed partial class Variable
{
    /// <summary>
    /// The two-dimensional convolution (without flipping the kernel) of images [batch, in, height, width].
    /// </summary>
    /// <param name="weight">The kernel, [out, in / groups, kernel height, kernel width].</param>
    /// <param name="bias">[out], or null for none.</param>
    /// <param name="stride">Pixels from one output to the next; 1 by default.</param>
    /// <param name="padding">Zeros around the image; 0 by default.</param>
    /// <param name="dilation">Pixels from one kernel element to the next; 1 by default.</param>
    /// <param name="groups">Groups of channels that do not see each other; as many as channels for a depthwise convolution.</param>
    /// <returns>[batch, out, ⌊(height + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1, likewise].</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit, or the kernel is larger than the padded image.</exception>
    public Variable Conv2d(Variable weight, Variable? bias = null, Size2? stride = null, Size2? padding = null, Size2? dilation = null, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(weight);
        ThrowIfReleased("conv2d");
        weight.ThrowIfReleased("conv2d");
        bias?.ThrowIfReleased("conv2d");
        var attributes = new ConvolutionAttributes(stride ?? 1, padding ?? 0, dilation ?? 1, groups);
        Conv2dOp.Check(this, weight, bias, attributes);
        var operation = Conv2dOp.Get(attributes);
        return bias is null
            ? Operation.Apply(operation, Contiguous(), weight.Contiguous())
            : Operation.Apply(operation, Contiguous(), weight.Contiguous(), bias.Contiguous());
    }
}

/// <summary>y = x ∗ w + b. dx and dw are convolutions too (<see cref="Conv2dInputGradientOp"/>, <see cref="Conv2dWeightGradientOp"/>), db sums dy.</summary>
public sealed class Conv2dOp : Operation
{
    private static readonly OperationCache<ConvolutionAttributes, Conv2dOp> Cache = new(attributes => new Conv2dOp(attributes));

    private readonly ConvolutionAttributes _attributes;

    private Conv2dOp(ConvolutionAttributes attributes) => _attributes = attributes;

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) => (needs[0] ? Saves.Second : Saves.None) | (needs[1] ? Saves.First : Saves.None);

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0];
        var w = context[1];
        var kernels = ConvolutionAttributes.Kernels(Name, context.Backend);
        var geometry = _attributes.Geometry(x.Shape, w.Shape);
        var y = context.Allocate([geometry.Batch, geometry.OutChannels, geometry.OutHeight, geometry.OutWidth], x.DType);
        kernels.Convolve(x.View, w.View, context.Inputs.Length == 3 ? context[2].View : null, y.View, geometry);
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var dy = context.Cotangent.Contiguous();
        if (context.Needs(0))
            sink.Add(0, Apply(Conv2dInputGradientOp.Get(_attributes, context.InputShape(0)), dy, context.Input(1)));
        if (context.Needs(1))
            sink.Add(1, Apply(Conv2dWeightGradientOp.Get(_attributes, context.InputShape(1)), context.Input(0), dy));
        if (context.InputCount == 3 && context.Needs(2))
            sink.Add(2, dy.Sum(0, 2, 3));
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        Variable? sum = null;
        if (context.Tangent(0) is { } dx)
            sum = Apply(this, dx.Contiguous(), context.Input(1));
        if (context.Tangent(1) is { } dw)
        {
            var term = Apply(this, context.Input(0), dw.Contiguous());
            sum = sum is null ? term : sum + term;
        }

        if (context.InputCount == 3 && context.Tangent(2) is { } db)
        {
            var term = db.Reshape(1, -1, 1, 1);
            sum = sum is null ? term.Expand(context.Output().Shape) : sum + term;
        }

        context.SetTangent(sum!);
    }

    /// <inheritdoc/>
    protected internal override long Flops(ReadOnlySpan<Variable> inputs, ReadOnlySpan<Variable> outputs)
    {
        var weight = inputs[1].Shape;
        return outputs[0].Count * ((2L * weight[1] * weight[2] * weight[3]) + (inputs.Length == 3 ? 1 : 0));
    }

    /// <inheritdoc/>
    internal override long VjpFlops(InputMask needs, long forward) => forward * ((needs[0] ? 1 : 0) + (needs[1] ? 1 : 0));

    internal static Conv2dOp Get(ConvolutionAttributes attributes) => Cache.Get(attributes);

    internal static void Check(Variable x, Variable weight, Variable? bias, ConvolutionAttributes attributes)
    {
        const string Name = "conv2d";
        DTypeChecks.Float(Name, x);
        if (x.DType != weight.DType || (bias is not null && bias.DType != x.DType))
            throw Errors.Argument(Name, $"the input is {x.DType.Name()}, weight {weight.DType.Name()}, bias {(bias ?? weight).DType.Name()}", "cast them to one type");
        if (x.Rank != 4 || weight.Rank != 4)
            throw Errors.Argument(Name, $"the input has shape {x.Shape}, the weight {weight.Shape}", "give [batch, in, height, width] and [out, in / groups, height, width]");
        var (stride, padding, dilation, groups) = attributes;
        if (stride.Height < 1 || stride.Width < 1 || dilation.Height < 1 || dilation.Width < 1 || padding.Height < 0 || padding.Width < 0 || groups < 1)
            throw Errors.Argument(Name, $"stride {stride}, padding {padding}, dilation {dilation}, groups {groups}", "stride, dilation and groups are 1 or more, padding 0 or more");
        if (x.Shape[1] != weight.Shape[1] * groups)
        {
            var each = groups == 1 ? string.Empty : $" in each of {groups} groups";
            throw Errors.Argument(Name, $"the input {x.Shape} has {x.Shape[1]} channels, the weight {weight.Shape} takes {weight.Shape[1]}{each}", "give a weight of [out, in / groups, height, width]");
        }

        if (weight.Shape[0] % groups != 0)
            throw Errors.Argument(Name, $"{groups} groups do not divide the {weight.Shape[0]} outputs of the weight {weight.Shape}", $"choose a divisor of {weight.Shape[0]}");
        if (bias is not null && (bias.Rank != 1 || bias.Shape[0] != weight.Shape[0]))
            throw Errors.Argument(Name, $"a bias of {bias.Shape} does not fit a weight of {weight.Shape}", "the bias is [out]");
        var geometry = attributes.Geometry(x.Shape, weight.Shape);
        if (geometry.OutHeight < 1 || geometry.OutWidth < 1 || geometry.KernelHeight < 1 || geometry.KernelWidth < 1)
            throw Errors.Argument(Name, $"a kernel of {weight.Shape} with dilation {dilation} is larger than the input {x.Shape} with padding {padding}", "pad more, or use a smaller kernel");
    }
}
