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
    public readonly void Set(int batch, int row, int column, T value)
    {
        var image = column / Places;
        var channel = (batch * OfGroup) + row;
        if (HasBias != 0)
            value += Bias[channel];
        Elements[((((long)image * Channels) + channel) * Places) + (column - (image * Places))] = value;
    }
}
