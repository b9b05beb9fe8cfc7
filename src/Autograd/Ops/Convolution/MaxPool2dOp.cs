using Autograd.Backends;
using Autograd.Ops;

namespace Autograd;

/// <content>Max pooling.</content>
public sealed partial class Variable
{
    /// <summary>The largest element of each window of images [batch, channels, height, width].</summary>
    /// <remarks>Padding never wins, NaN always does; of equal elements the first in row-major order gets the gradient.</remarks>
    /// <param name="kernel">The window.</param>
    /// <param name="stride">From one window to the next; the window's size by default.</param>
    /// <param name="padding">Around the image, at most half the window; 0 by default.</param>
    /// <param name="dilation">From one element of the window to the next; 1 by default.</param>
    /// <exception cref="ArgumentException">The shape is not four-dimensional, or the window does not fit.</exception>
    public Variable MaxPool2d(Size2 kernel, Size2? stride = null, Size2? padding = null, Size2? dilation = null)
    {
        ThrowIfReleased("maxpool2d");
        var attributes = new ConvolutionAttributes(stride ?? kernel, padding ?? 0, dilation ?? 1, 1);
        MaxPool2dOp.Check(this, kernel, attributes);
        return Operation.Apply(MaxPool2dOp.Get(kernel, attributes), Contiguous());
    }
}

/// <summary>The maximum of each window. The gradient goes to the winners, whose places the forward pass saves.</summary>
public sealed class MaxPool2dOp : Operation
{
    private static readonly OperationCache<(Size2 Kernel, ConvolutionAttributes Attributes), MaxPool2dOp> Cache =
        new(key => new MaxPool2dOp(key.Kernel, key.Attributes));

    private readonly Size2 _kernel;
    private readonly ConvolutionAttributes _attributes;

    private MaxPool2dOp(Size2 kernel, ConvolutionAttributes attributes)
    {
        _kernel = kernel;
        _attributes = attributes;
    }

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0];
        if (context.Backend is not IPoolingKernels kernels)
            throw Errors.Unsupported(Name, $"{x.Device} has no pooling kernels", "move the operand to the CPU, x.To(Device.Cpu)");
        var geometry = _attributes.Geometry(x.Shape, [x.Shape[1], x.Shape[1], _kernel.Height, _kernel.Width]);
        Shape shape = [x.Shape[0], x.Shape[1], geometry.OutHeight, geometry.OutWidth];
        var y = context.Allocate(shape, x.DType);
        var winners = context.Allocate(shape, DType.Int64);
        kernels.MaxPool(x.View, y.View, winners.View, geometry);
        context.Save(winners);
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var shape = context.InputShape(0);
        var winners = Planes(context.Saved(0));
        var dx = Apply(ScatterAddOp.Get(1, shape[2] * shape[3]), Planes(context.Cotangent), winners);
        sink.Add(0, dx.Reshape(shape));
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        if (context.Tangent(0) is { } tangent)
            context.SetTangent(Apply(GatherOp.Get(1), Planes(tangent), Planes(context.Saved(0))).Reshape(context.Output().Shape));
    }

    internal static MaxPool2dOp Get(Size2 kernel, ConvolutionAttributes attributes) => Cache.Get((kernel, attributes));

    internal static void Check(Variable x, Size2 kernel, ConvolutionAttributes attributes)
    {
        const string Name = "maxpool2d";
        DTypeChecks.Float(Name, x);
        if (x.Rank != 4)
            throw Errors.Argument(Name, $"the input has shape {x.Shape}", "give [batch, channels, height, width]");
        var (stride, padding, dilation, _) = attributes;
        if (kernel.Height < 1 || kernel.Width < 1 || stride.Height < 1 || stride.Width < 1 || dilation.Height < 1 || dilation.Width < 1 || padding.Height < 0 || padding.Width < 0)
            throw Errors.Argument(Name, $"window {kernel}, stride {stride}, padding {padding}, dilation {dilation}", "window, stride and dilation are 1 or more, padding 0 or more");
        if (padding.Height * 2 > kernel.Height || padding.Width * 2 > kernel.Width)
            throw Errors.Argument(Name, $"padding {padding} is more than half of the window {kernel}", "pad half of the window at most, so that none lies in the padding alone");
        var geometry = attributes.Geometry(x.Shape, [x.Shape[1], x.Shape[1], kernel.Height, kernel.Width]);
        if (geometry.OutHeight < 1 || geometry.OutWidth < 1)
            throw Errors.Argument(Name, $"a window of {kernel} with dilation {dilation} is larger than the input {x.Shape} with padding {padding}", "use a smaller window");
        if (padding.Height > 0)
            CheckWindows("height", geometry.Height, geometry.OutHeight, kernel.Height, stride.Height, padding.Height, dilation.Height);
        if (padding.Width > 0)
            CheckWindows("width", geometry.Width, geometry.OutWidth, kernel.Width, stride.Width, padding.Width, dilation.Width);
    }

    /// <summary>With dilation even a padding of half the window can leave a window without an element of the image.</summary>
    private static void CheckWindows(string axis, int size, int outputs, int kernel, int stride, int padding, int dilation)
    {
        for (var output = 0; output < outputs; output++)
        {
            var start = (output * stride) - padding;
            var skipped = start >= 0 ? 0 : (-start + dilation - 1) / dilation;
            if (skipped >= kernel || start + (skipped * dilation) >= size)
                throw Errors.Argument("maxpool2d", $"window {output} along the {axis} of {size} lies in the padding of {padding} alone", "use a smaller padding or dilation");
        }
    }

    private static Variable Planes(Variable x) => x.Reshape(Shape.Create([x.Shape[0] * x.Shape[1], x.Shape[2] * x.Shape[3]]));
}
