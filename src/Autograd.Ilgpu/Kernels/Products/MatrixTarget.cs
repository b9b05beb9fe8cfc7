using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>Matrices one after the other, with a bias a column or on top of what is there.</summary>
/// <typeparam name="T">The elements.</typeparam>
internal struct MatrixTarget<T> : IProductTarget<T>
    where T : unmanaged, IKernelNumber<T>
{
    public ArrayView<T> Elements;
    public ArrayView<T> Bias;

    /// <summary>1 where a bias is added.</summary>
    public int HasBias;

    /// <summary>1 where the product is added to the elements.</summary>
    public int Adds;

    /// <summary>From one matrix to the next.</summary>
    public long MatrixStep;

    /// <summary>From one row to the next.</summary>
    public int RowStep;

    /// <inheritdoc/>
    public readonly long Row(int batch, int row) => (batch * MatrixStep) + ((long)row * RowStep);

    /// <inheritdoc/>
    public readonly long Column(int column) => column;

    /// <inheritdoc/>
    public readonly void Set(long place, int batch, int row, int column, T value)
    {
        if (HasBias != 0)
            value += Bias[column];
        if (Adds != 0)
            value = Elements[place] + value;
        Elements[place] = value;
    }
}
