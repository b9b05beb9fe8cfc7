using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>A convolution's kernel, batch by batch a group of channels: rows are channels of y, the inner axis channels of x and taps.</summary>
/// <typeparam name="T">The elements.</typeparam>
internal struct FilterSource<T> : IProductSource<T>
    where T : unmanaged
{
    public ArrayView<T> Elements;
    public WindowSizes Sizes;

    /// <inheritdoc/>
    public readonly Spot Outer(int batch, int place) =>
        new() { Base = ((batch * Sizes.OutOfGroup) + place) * (Sizes.InOfGroup * Sizes.KernelHeight * Sizes.KernelWidth) };

    /// <inheritdoc/>
    public readonly Spot Inner(int place) => new() { Base = place };

    /// <inheritdoc/>
    public readonly T Get(Spot spot) => Elements[spot.Base];
}
