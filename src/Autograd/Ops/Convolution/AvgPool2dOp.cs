using Autograd.Backends;
using Autograd.Ops;

namespace Autograd;

/// <content>Average pooling.</content>
public sealed partial class Variable
{
    /// <summary>The mean of each window of images [batch, channels, height, width].</summary>
    /// <remarks>
    /// The windows are PyTorch's: along an axis there are ⌊(length + 2·padding − window) / stride⌋ + 1, with
    /// <paramref name="ceilMode"/> ⌈…⌉ + 1 of those that begin on the image or in the padding before it. Padding is 0, and what lies
    /// beyond it is never counted. NaN and ∞ show in their own windows only.
    /// </remarks>
    /// <param name="kernel">The window.</param>
    /// <param name="stride">From one window to the next; the window's size by default.</param>
    /// <param name="padding">Around the image, at most half the window; 0 by default.</param>
    /// <param name="ceilMode">Whether a last window that does not fit wholly counts too.</param>
    /// <param name="countIncludePad">Whether the sum is divided by the window's places on image and padding; else by those on the image.</param>
    /// <exception cref="ArgumentException">The shape is not four-dimensional, the elements are no floats, or the window does not fit.</exception>
    public Variable AvgPool2d(Size2 kernel, Size2? stride = null, Size2? padding = null, bool ceilMode = false, bool countIncludePad = true)
    {
        const string Name = "avgpool2d";
        var (step, border) = (stride ?? kernel, padding ?? 0);
        AveragePooling.Check(Name, this);
        if (kernel.Height < 1 || kernel.Width < 1 || step.Height < 1 || step.Width < 1 || border.Height < 0 || border.Width < 0)
            throw Errors.Argument(Name, $"window {kernel}, stride {step}, padding {border}", "window and stride are 1 or more, padding 0 or more");
        if (border.Height > kernel.Height / 2 || border.Width > kernel.Width / 2)
            throw Errors.Argument(Name, $"padding {border} is more than half of the window {kernel}", "pad half of the window at most, so that none lies in the padding alone");
        var rows = PoolingWindows.Regular(Shape[2], kernel.Height, step.Height, border.Height, ceilMode, countIncludePad);
        var columns = PoolingWindows.Regular(Shape[3], kernel.Width, step.Width, border.Width, ceilMode, countIncludePad);
        if (rows.Count < 1 || columns.Count < 1)
            throw Errors.Argument(Name, $"a window of {kernel} is larger than the input {Shape} with padding {border}", "use a smaller window");
        return AveragePooling.Apply(this, rows, columns);
    }

    /// <summary>
    /// The means of so many windows that cover images [batch, channels, height, width]: window i of n along a length L is the places from
    /// ⌊i·L/n⌋ to before ⌈(i + 1)·L/n⌉, as in PyTorch. With size 1 the mean of each channel.
    /// </summary>
    /// <param name="size">How many windows, 1 or more along each axis; more than places repeats some.</param>
    /// <exception cref="ArgumentException">The shape is not four-dimensional, the elements are no floats, or a size is less than 1.</exception>
    public Variable AdaptiveAvgPool2d(Size2 size)
    {
        AveragePooling.Check("adaptive_avgpool2d", this);
        if (size.Height < 1 || size.Width < 1)
            throw Errors.Argument("adaptive_avgpool2d", $"the output size is {size}", "ask for 1 window or more along each axis");
        return AveragePooling.Apply(this, PoolingWindows.Even(Shape[2], size.Height), PoolingWindows.Even(Shape[3], size.Width));
    }
}

/// <summary>The mean of each window. Linear: each element gets its windows' shares of dy.</summary>
public sealed class AvgPool2dOp : Operation
{
    private static readonly OperationCache<(PoolingWindows Rows, PoolingWindows Columns), AvgPool2dOp> Cache = new(key => new AvgPool2dOp(key.Rows, key.Columns));

    private readonly PoolingWindows _rows;
    private readonly PoolingWindows _columns;

    private AvgPool2dOp(PoolingWindows rows, PoolingWindows columns)
    {
        _rows = rows;
        _columns = columns;
    }

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0].IsContiguous ? context[0] : context[0].CopyContiguous();
        var y = context.Allocate([x.Shape[0], x.Shape[1], _rows.Count, _columns.Count], x.DType);
        AveragePooling.Kernels(context.Backend).AveragePool(x.View, y.View, in _rows, in _columns);
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) =>
        sink.Add(0, Apply(AvgPool2dGradientOp.Get(_rows, _columns), context.Cotangent));

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);

    internal static AvgPool2dOp Get(PoolingWindows rows, PoolingWindows columns) => Cache.Get((rows, columns));
}
