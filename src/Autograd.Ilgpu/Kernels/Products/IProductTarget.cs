namespace Autograd.Ilgpu.Kernels;

/// <summary>Where a product's elements go, with what is done to them on the way. A struct passed by value to the kernel.</summary>
/// <typeparam name="T">The elements.</typeparam>
internal interface IProductTarget<T>
    where T : unmanaged
{
    /// <summary>Takes an element.</summary>
    void Set(int batch, int row, int column, T value);
}
