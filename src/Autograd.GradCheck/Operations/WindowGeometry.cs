namespace Autograd.GradientChecking;

/// <summary>
/// Sizes of a convolution or a pooling over height and width, for
/// <see cref="OpCheck{TOperation}.Sweep{TGeometry}(IEnumerable{TGeometry}, Func{TGeometry, IReadOnlyList{Shape}}, Func{TGeometry, Variable[], Variable})"/>.
/// Mistakes of index arithmetic show at a few combinations only, so many are tried.
/// </summary>
/// <param name="Batch">Images.</param>
/// <param name="Channels">Channels in, a multiple of the groups.</param>
/// <param name="Filters">Channels out, a multiple of the groups.</param>
/// <param name="Size">Height and width of the image.</param>
/// <param name="Kernel">Height and width of the window.</param>
/// <param name="Stride">Steps of the window.</param>
/// <param name="Padding">Zeros around the image.</param>
/// <param name="Dilation">Distance of the window's places.</param>
/// <param name="Groups">Groups of channels.</param>
public sealed record WindowGeometry(int Batch, int Channels, int Filters, Size2 Size, Size2 Kernel, Size2 Stride, Size2 Padding, Size2 Dilation, int Groups)
{
    /// <summary>[batch, channels, height, width].</summary>
    public Shape Image => new[] { Batch, Channels, Size.Height, Size.Width };

    /// <summary>[filters, channels / groups, kernel height, kernel width].</summary>
    public Shape Weight => new[] { Filters, Channels / Groups, Kernel.Height, Kernel.Width };

    /// <summary>
    /// Combinations in which the window fits, all different: strides that do not divide, windows as large as the image, strides
    /// beyond the window, unequal heights and widths, dilations and groups among them.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Another seed, other combinations.</param>
    /// <param name="forPooling">Whether every window must hold a place of the image and padding stay at half the window or below, as poolings demand.</param>
    /// <exception cref="ArgumentException">The count is below 1.</exception>
    public static IReadOnlyList<WindowGeometry> Sweep(int count = 64, ulong seed = 1, bool forPooling = false)
    {
        if (count < 1)
            throw new ArgumentException($"gradcheck: {count} geometries asked for; ask for 1 or more");
        var random = new ProbeStream(seed);
        var seen = new HashSet<WindowGeometry>();
        var geometries = new List<WindowGeometry>(count);
        while (geometries.Count < count)
        {
            var groups = 1 + random.NextIndex(2);
            var geometry = new WindowGeometry(
                1 + random.NextIndex(2),
                groups * (1 + random.NextIndex(2)),
                groups * (1 + random.NextIndex(2)),
                Draw(1, 6),
                Draw(1, 3),
                Draw(1, 3),
                Draw(0, 2),
                Draw(1, 2),
                groups);
            if (geometry.Fits(forPooling) && seen.Add(geometry))
                geometries.Add(geometry);
        }

        return geometries;

        Size2 Draw(int low, int high) => new(low + random.NextIndex(high - low + 1), low + random.NextIndex(high - low + 1));
    }

    /// <summary>The sizes in one line.</summary>
    public override string ToString() =>
        $"image {Image}, weight {Weight}, stride {Stride}, padding {Padding}, dilation {Dilation}{(Groups > 1 ? $", {Groups} groups" : string.Empty)}";

    private bool Fits(bool forPooling) =>
        Fits(Size.Height, Kernel.Height, Stride.Height, Padding.Height, Dilation.Height, forPooling)
        && Fits(Size.Width, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width, forPooling);

    private static bool Fits(int size, int kernel, int stride, int padding, int dilation, bool forPooling)
    {
        var last = size + (2 * padding) - ((dilation * (kernel - 1)) + 1);
        if (last < 0 || (forPooling && 2 * padding > kernel))
            return false;
        for (var start = -padding; forPooling && start <= last - padding; start += stride)
        {
            if (!Enumerable.Range(0, kernel).Any(place => start + (place * dilation) is var at && at >= 0 && at < size))
                return false;
        }

        return true;
    }
}
