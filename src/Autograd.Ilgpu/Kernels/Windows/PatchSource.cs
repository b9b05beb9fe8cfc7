using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// What the windows of x see, 0 in the padding: outer are the windows of all images, inner the channels and taps; or the other way
/// round, for the gradient of the kernel.
/// </summary>
/// <typeparam name="T">The elements.</typeparam>
internal struct PatchSource<T> : IProductSource<T>
    where T : unmanaged
{
    public ArrayView<T> Elements;
    public WindowSizes Sizes;

    /// <summary>1 where outer are the channels and taps.</summary>
    public int IsTurned;

    /// <summary>How the inner axis is split.</summary>
    public InnerParts Parts;

    /// <inheritdoc/>
    public readonly T Get(int batch, int outer, int inner)
    {
        var part = Parts.Of(batch);
        batch -= part * Parts.Batch;
        inner += part * Parts.OfPart;
        if (Parts.IsBehind(inner))
            return default;
        var window = IsTurned != 0 ? inner : outer;
        var tap = IsTurned != 0 ? outer : inner;
        var inImage = Sizes.OutHeight * Sizes.OutWidth;
        var image = window / inImage;
        window -= image * inImage;
        var i = window / Sizes.OutWidth;
        var j = window - (i * Sizes.OutWidth);
        var taps = Sizes.KernelHeight * Sizes.KernelWidth;
        var channel = tap / taps;
        tap -= channel * taps;
        var u = tap / Sizes.KernelWidth;
        var v = tap - (u * Sizes.KernelWidth);
        var row = (i * Sizes.StrideHeight) + (u * Sizes.DilationHeight) - Sizes.PaddingHeight;
        var column = (j * Sizes.StrideWidth) + (v * Sizes.DilationWidth) - Sizes.PaddingWidth;
        if (row < 0 || row >= Sizes.Height || column < 0 || column >= Sizes.Width)
            return default;
        var plane = ((long)image * Sizes.InChannels) + (batch * Sizes.InOfGroup) + channel;
        return Elements[(((plane * Sizes.Height) + row) * Sizes.Width) + column];
    }
}
