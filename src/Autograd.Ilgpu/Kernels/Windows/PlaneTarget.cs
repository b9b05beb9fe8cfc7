using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>Images: rows are a group's channels, columns the places of all images; a bias a channel.</summary>
/// <typeparam name="T">The elements.</typeparam>
internal struct PlaneTarget<T> : IProductTarget<T>
    where T : unmanaged, IKernelNumber<T>
{
    public ArrayView<T> Elements;
    public ArrayView<T> Bias;

    /// <summary>1 where a bias is added.</summary>
    public int HasBias;

    /// <summary>Channels in all.</summary>
    public int Channels;

    /// <summary>Channels of a group.</summary>
    public int OfGroup;

    /// <summary>Places of an image's plane.</summary>
    public int Places;

    /// <inheritdoc/>
    public readonly long Row(int batch, int row) => (long)((batch * OfGroup) + row) * Places;

    /// <inheritdoc/>
    public readonly long Column(int column)
    {
        var image = column / Places;
        return ((long)image * Channels * Places) + (column - (image * Places));
    }

    /// <inheritdoc/>
    public readonly void Set(long place, int batch, int row, int column, T value)
    {
        if (HasBias != 0)
            value += Bias[(batch * OfGroup) + row];
        Elements[place] = value;
    }
}
