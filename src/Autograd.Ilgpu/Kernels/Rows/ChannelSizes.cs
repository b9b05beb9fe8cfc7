namespace Autograd.Ilgpu.Kernels;

/// <summary>[batch, channels, inner] arrays and the sets whose statistics are common: channels, or each item's groups of channels.</summary>
internal struct ChannelSizes
{
    public int Batch;
    public int Channels;
    public int Inner;

    /// <summary>Groups of an item's channels; 0 where a set is a channel of the whole batch.</summary>
    public int Groups;

    /// <summary>Of a set, <see cref="Kernels.Lanes"/>.</summary>
    public int Lanes;

    public double Epsilon;

    /// <summary>1 where there is a weight.</summary>
    public int HasWeight;

    /// <summary>1 where there is a bias.</summary>
    public int HasBias;

    /// <summary>1 where the statistics are those of x and move with it.</summary>
    public int AreMoments;

    /// <summary>How many sets there are.</summary>
    public readonly int Sets => Groups == 0 ? Channels : Batch * Groups;

    /// <summary>How many elements a set has.</summary>
    public readonly int Count => Groups == 0 ? Batch * Inner : Channels / Groups * Inner;

    /// <summary>Where a set's element lies.</summary>
    public readonly int Place(int set, int j)
    {
        if (Groups != 0)
            return (set * Count) + j;
        var item = j / Inner;
        return (((item * Channels) + set) * Inner) + (j - (item * Inner));
    }

    /// <summary>The channel of a place.</summary>
    public readonly int Channel(int place) => place / Inner % Channels;

    /// <summary>The set of a place.</summary>
    public readonly int Set(int place) => Groups == 0 ? Channel(place) : place / Count;
}
