using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>dx: rows are a group's channels, columns the places of all images that the same taps reach.</summary>
/// <typeparam name="T">The elements.</typeparam>
internal struct SpreadTarget<T> : IProductTarget<T>
    where T : unmanaged
{
    public ArrayView<T> Elements;
    public SpreadAxis Rows;
    public SpreadAxis Columns;
    public WindowSizes Sizes;

    /// <inheritdoc/>
    public readonly long Row(int batch, int row) => (long)((batch * Sizes.InOfGroup) + row) * Sizes.Height * Sizes.Width;

    /// <inheritdoc/>
    public readonly long Column(int column)
    {
        var image = column / (Rows.Count * Columns.Count);
        column -= image * (Rows.Count * Columns.Count);
        var i = column / Columns.Count;
        var row = Rows.First + (i * Rows.Stride);
        return ((((long)image * Sizes.InChannels * Sizes.Height) + row) * Sizes.Width) + Columns.First + ((column - (i * Columns.Count)) * Columns.Stride);
    }

    /// <inheritdoc/>
    public readonly void Set(long place, int batch, int row, int column, T value) => Elements[place] = value;
}
