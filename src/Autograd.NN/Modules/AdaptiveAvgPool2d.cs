namespace Autograd.NN;

/// <summary>The means of so many windows that cover images [batch, channels, height, width]; with size 1 the mean of each channel.</summary>
/// <param name="size">How many windows, 1 or more along each axis.</param>
public sealed class AdaptiveAvgPool2d(Size2 size) : Module
{
    /// <inheritdoc/>
    public override string ToString() => $"AdaptiveAvgPool2d({size.Height}×{size.Width})";

    /// <inheritdoc/>
    protected override Variable Forward(Variable input) => input.AdaptiveAvgPool2d(size);
}
