using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>The same kernel for the gradient of x: rows are channels of x, the inner axis channels of y and those taps that reach the places.</summary>
/// <typeparam name="T">The elements.</typeparam>
internal struct TurnedFilterSource<T> : IProductSource<T>
    where T : unmanaged
{
    public ArrayView<T> Elements;
    public SpreadAxis Rows;
    public SpreadAxis Columns;
    public WindowSizes Sizes;

    private readonly int InChannel => Sizes.KernelHeight * Sizes.KernelWidth;

    /// <inheritdoc/>
    public readonly Spot Outer(int batch, int place) => new() { Base = ((batch * Sizes.OutOfGroup * Sizes.InOfGroup) + place) * InChannel };

    /// <inheritdoc/>
    public readonly Spot Inner(int place)
    {
        var channel = place / (Rows.Taps * Columns.Taps);
        var tap = place - (channel * (Rows.Taps * Columns.Taps));
        var u = tap / Columns.Taps;
        var v = tap - (u * Columns.Taps);
        var taken = ((Rows.FirstTap + (u * Rows.TapStep)) * Sizes.KernelWidth) + Columns.FirstTap + (v * Columns.TapStep);
        return new() { Base = (channel * Sizes.InOfGroup * InChannel) + taken };
    }

    /// <inheritdoc/>
    public readonly T Get(Spot spot) => Elements[spot.Base];
}
