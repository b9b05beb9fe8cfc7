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
    public readonly Spot Outer(int batch, int place)
    {
        var inImage = Sizes.Height * Sizes.Width;
        var image = place / inImage;
        place -= image * inImage;
        var row = place / Sizes.Width;
        return new()
        {
            Base = ((image * Sizes.OutChannels) + (batch * Sizes.OutOfGroup)) * (Sizes.OutHeight * Sizes.OutWidth),
            Row = row + Sizes.PaddingHeight,
            Column = place - (row * Sizes.Width) + Sizes.PaddingWidth,
        };
    }

    /// <inheritdoc/>
    public readonly Spot Inner(int place)
    {
        var taps = Sizes.KernelHeight * Sizes.KernelWidth;
        var channel = place / taps;
        var tap = place - (channel * taps);
        var u = tap / Sizes.KernelWidth;
        return new()
        {
            Base = channel * Sizes.OutHeight * Sizes.OutWidth,
            Row = -(u * Sizes.DilationHeight),
            Column = -((tap - (u * Sizes.KernelWidth)) * Sizes.DilationWidth),
        };
    }

    /// <inheritdoc/>
    public readonly T Get(Spot spot)
    {
        var (i, j) = (spot.Row, spot.Column);
        if (Sizes.StrideHeight != 1)
        {
            i /= Sizes.StrideHeight;
            if (i * Sizes.StrideHeight != spot.Row)
                return default;
        }

        if (Sizes.StrideWidth != 1)
        {
            j /= Sizes.StrideWidth;
            if (j * Sizes.StrideWidth != spot.Column)
                return default;
        }

        if (i < 0 || i >= Sizes.OutHeight || j < 0 || j >= Sizes.OutWidth)
            return default;
        return Elements[spot.Base + (i * Sizes.OutWidth) + j];
    }
}
