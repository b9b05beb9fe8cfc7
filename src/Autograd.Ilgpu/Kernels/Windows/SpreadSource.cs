using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// What reaches the places of x from dy, for the gradient of x: outer are the places of all images, inner the channels of y and taps;
/// 0 where a tap of no window lies on the place.
/// </summary>
/// <typeparam name="T">The elements.</typeparam>
internal struct SpreadSource<T> : IProductSource<T>
    where T : unmanaged
{
    public ArrayView<T> Elements;
    public WindowSizes Sizes;

    /// <inheritdoc/>
    public readonly T Get(int batch, int outer, int inner)
    {
        var inImage = Sizes.Height * Sizes.Width;
        var image = outer / inImage;
        outer -= image * inImage;
        var taps = Sizes.KernelHeight * Sizes.KernelWidth;
        var channel = inner / taps;
        var tap = inner - (channel * taps);
        var u = tap / Sizes.KernelWidth;
        var v = tap - (u * Sizes.KernelWidth);
        var h = outer / Sizes.Width;
        var row = h + Sizes.PaddingHeight - (u * Sizes.DilationHeight);
        var column = outer - (h * Sizes.Width) + Sizes.PaddingWidth - (v * Sizes.DilationWidth);
        var i = row / Sizes.StrideHeight;
        var j = column / Sizes.StrideWidth;
        if (row < 0 || column < 0 || row != i * Sizes.StrideHeight || column != j * Sizes.StrideWidth || i >= Sizes.OutHeight || j >= Sizes.OutWidth)
            return default;
        var plane = ((long)image * Sizes.OutChannels) + (batch * Sizes.OutOfGroup) + channel;
        return Elements[(((plane * Sizes.OutHeight) + i) * Sizes.OutWidth) + j];
    }
}
