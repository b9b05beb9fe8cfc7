namespace Autograd.NN;

/// <summary>The largest element of each window of images [batch, channels, height, width].</summary>
/// <param name="kernel">The window.</param>
/// <param name="stride">From one window to the next; the window's size by default.</param>
/// <param name="padding">Around the image, at most half the window; 0 by default.</param>
/// <param name="dilation">From one element of the window to the next; 1 by default.</param>
public sealed class MaxPool2d(Size2 kernel, Size2? stride = null, Size2? padding = null, Size2? dilation = null) : Module
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var text = $"MaxPool2d({kernel.Height}×{kernel.Width}";
        if (stride is { } step && step != kernel)
            text += $", stride {step}";
        if (padding is { } border && border != 0)
            text += $", padding {border}";
        if (dilation is { } spread && spread != 1)
            text += $", dilation {spread}";
        return text + ")";
    }

    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => input.MaxPool2d(kernel, stride, padding, dilation);
}
