namespace Autograd.Ilgpu.Kernels;

/// <summary>Where a product's elements go, with what is done to them on the way. A struct passed by value to the kernel.</summary>
/// <typeparam name="T">The elements.</typeparam>
internal interface IProductTarget<T>
    where T : unmanaged
{
    /// <summary>What a row adds to the place of its elements.</summary>
    long Row(int batch, int row);

    /// <summary>What a column adds to it.</summary>
    long Column(int column);

    /// <summary>Takes an element.</summary>
    /// <param name="place">What its row and its column say.</param>
    /// <param name="batch">Which of the matrices.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="value">The element.</param>
    void Set(long place, int batch, int row, int column, T value);
}
