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

    /// <inheritdoc/>
    public readonly Spot Outer(int batch, int place)
    {
        var spot = IsTurned != 0 ? Tap(place) : Window(place);
        spot.Base += batch * Sizes.InOfGroup * Sizes.Height * Sizes.Width;
        return spot;
    }

    /// <inheritdoc/>
    public readonly Spot Inner(int place) => IsTurned != 0 ? Window(place) : Tap(place);

    /// <inheritdoc/>
    public readonly T Get(Spot spot)
    {
        if (spot.Row < 0 || spot.Row >= Sizes.Height || spot.Column < 0 || spot.Column >= Sizes.Width)
            return default;
        return Elements[spot.Base + (spot.Row * Sizes.Width) + spot.Column];
    }

    private readonly Spot Window(int window)
    {
        var inImage = Sizes.OutHeight * Sizes.OutWidth;
        var image = window / inImage;
        window -= image * inImage;
        var i = window / Sizes.OutWidth;
        return new()
        {
            Base = image * Sizes.InChannels * Sizes.Height * Sizes.Width,
            Row = (i * Sizes.StrideHeight) - Sizes.PaddingHeight,
            Column = ((window - (i * Sizes.OutWidth)) * Sizes.StrideWidth) - Sizes.PaddingWidth,
        };
    }

    private readonly Spot Tap(int tap)
    {
        var taps = Sizes.KernelHeight * Sizes.KernelWidth;
        var channel = tap / taps;
        tap -= channel * taps;
        var u = tap / Sizes.KernelWidth;
        return new()
        {
            Base = channel * Sizes.Height * Sizes.Width,
            Row = u * Sizes.DilationHeight,
            Column = (tap - (u * Sizes.KernelWidth)) * Sizes.DilationWidth,
        };
    }
}
