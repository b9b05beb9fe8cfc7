namespace Autograd.Ilgpu.Kernels;

/// <summary>One operand of a product: where its elements come from. A struct passed by value to the kernel.</summary>
/// <typeparam name="T">The elements.</typeparam>
internal interface IProductSource<T>
    where T : unmanaged
{
    /// <summary>An element.</summary>
    /// <param name="batch">Which of the matrices.</param>
    /// <param name="outer">The row of the left operand, the column of the right one.</param>
    /// <param name="inner">The place along the axis that is summed over.</param>
    T Get(int batch, int outer, int inner);
}
