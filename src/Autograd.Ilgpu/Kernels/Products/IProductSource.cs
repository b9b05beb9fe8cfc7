namespace Autograd.Ilgpu.Kernels;

/// <summary>One operand of a product: where its elements come from. A struct passed by value to the kernel.</summary>
/// <typeparam name="T">The elements.</typeparam>
internal interface IProductSource<T>
    where T : unmanaged
{
    /// <summary>What a row of the left operand, or a column of the right one, says of where its elements lie.</summary>
    /// <param name="batch">Which of the matrices.</param>
    /// <param name="place">The row or the column.</param>
    Spot Outer(int batch, int place);

    /// <summary>What a place along the axis that is summed over says.</summary>
    /// <param name="place">The place.</param>
    Spot Inner(int place);

    /// <summary>The element that belongs to an outer and an inner place.</summary>
    /// <param name="spot">The sum of what both say.</param>
    T Get(Spot spot);
}
