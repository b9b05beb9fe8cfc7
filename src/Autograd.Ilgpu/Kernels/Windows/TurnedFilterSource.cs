using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>The same kernel for the gradient of x: rows are channels of x, the inner axis channels of y and taps.</summary>
/// <typeparam name="T">The elements.</typeparam>
internal struct TurnedFilterSource<T> : IProductSource<T>
    where T : unmanaged
{
    public ArrayView<T> Elements;
    public WindowSizes Sizes;

    private readonly int Taps => Sizes.KernelHeight * Sizes.KernelWidth;

    /// <inheritdoc/>
    public readonly Spot Outer(int batch, int place) => new() { Base = ((batch * Sizes.OutOfGroup * Sizes.InOfGroup) + place) * Taps };

    /// <inheritdoc/>
    public readonly Spot Inner(int place)
    {
        var channel = place / Taps;
        return new() { Base = (channel * Sizes.InOfGroup * Taps) + (place - (channel * Taps)) };
    }

    /// <inheritdoc/>
    public readonly T Get(Spot spot) => Elements[spot.Base];
}
