using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>The same kernel for the gradient of x: rows are channels of x, the inner axis channels of y and taps.</summary>
/// <typeparam name="T">The elements.</typeparam>
internal struct TurnedFilterSource<T> : IProductSource<T>
    where T : unmanaged
{
    public ArrayView<T> Elements;
    public WindowSizes Sizes;

    /// <inheritdoc/>
    public readonly T Get(int batch, int outer, int inner)
    {
        var taps = Sizes.KernelHeight * Sizes.KernelWidth;
        var channel = inner / taps;
        return Elements[(((((long)batch * Sizes.OutOfGroup) + channel) * Sizes.InOfGroup) + outer) * taps + (inner - (channel * taps))];
    }
}
