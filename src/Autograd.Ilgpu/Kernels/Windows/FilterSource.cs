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
    public readonly T Get(int batch, int outer, int inner)
    {
        var length = Sizes.InOfGroup * Sizes.KernelHeight * Sizes.KernelWidth;
        return Elements[((((long)batch * Sizes.OutOfGroup) + outer) * length) + inner];
    }
}
