using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// What reaches places of x from dy, for the gradient of x: outer are the places of all images, inner the channels of y and taps;
/// 0 where the tap's window lies outside.
/// </summary>
/// <typeparam name="T">The elements.</typeparam>
internal struct SpreadSource<T> : IProductSource<T>
    where T : unmanaged
{
    public ArrayView<T> Elements;
    public SpreadAxis Rows;
    public SpreadAxis Columns;
    public WindowSizes Sizes;

    /// <inheritdoc/>
    public readonly Spot Outer(int batch, int place)
    {
        var image = place / (Rows.Count * Columns.Count);
        place -= image * (Rows.Count * Columns.Count);
        var row = place / Columns.Count;
        return new()
        {
            Base = ((image * Sizes.OutChannels) + (batch * Sizes.OutOfGroup)) * (Sizes.OutHeight * Sizes.OutWidth),
            Row = Rows.FirstWindow + row,
            Column = Columns.FirstWindow + (place - (row * Columns.Count)),
        };
    }

    /// <inheritdoc/>
    public readonly Spot Inner(int place)
    {
        var channel = place / (Rows.Taps * Columns.Taps);
        var tap = place - (channel * (Rows.Taps * Columns.Taps));
        var u = tap / Columns.Taps;
        return new()
        {
            Base = channel * Sizes.OutHeight * Sizes.OutWidth,
            Row = -(u * Rows.WindowStep),
            Column = -((tap - (u * Columns.Taps)) * Columns.WindowStep),
        };
    }

    /// <inheritdoc/>
    public readonly T Get(Spot spot)
    {
        if (spot.Row < 0 || spot.Row >= Sizes.OutHeight || spot.Column < 0 || spot.Column >= Sizes.OutWidth)
            return default;
        return Elements[spot.Base + (spot.Row * Sizes.OutWidth) + spot.Column];
    }
}
