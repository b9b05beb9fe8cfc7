namespace Autograd.NN;

/// <summary>The mean of each window of images [batch, channels, height, width].</summary>
/// <param name="kernel">The window.</param>
/// <param name="stride">From one window to the next; the window's size by default.</param>
/// <param name="padding">Around the image, at most half the window; 0 by default.</param>
/// <param name="ceilMode">Whether a last window that does not fit wholly counts too.</param>
/// <param name="countIncludePad">Whether the sum is divided by the window's places on image and padding; else by those on the image.</param>
public sealed class AvgPool2d(Size2 kernel, Size2? stride = null, Size2? padding = null, bool ceilMode = false, bool countIncludePad = true) : Module
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var text = $"AvgPool2d({kernel.Height}×{kernel.Width}";
        if (stride is { } step && step != kernel)
            text += $", stride {step}";
        if (padding is { } border && border != 0)
            text += $", padding {border}";
        if (ceilMode)
            text += ", rounded up";
        if (!countIncludePad)
            text += ", padding not counted";
        return text + ")";
    }

    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => input.AvgPool2d(kernel, stride, padding, ceilMode, countIncludePad);
}
