namespace Autograd.Backends.Cpu.Normalization;

/// <summary>
/// The arrays of channels' normalisation. What is normalised together is a set of segments: one channel of every item of the batch, or
/// one item's group of neighbouring channels. A segment is one item's one channel, contiguous.
/// </summary>
internal unsafe struct ChannelArguments<T>
    where T : unmanaged
{
    public int Batch;
    public int Channels;
    public int Inner;

    /// <summary>Groups of an item's channels; 0 where a set is a channel of all items.</summary>
    public int Groups;

    public double Epsilon;

    /// <summary>Whether the statistics are x's own and move with it.</summary>
    public bool AreMoments;

    /// <summary>[batch, channels, inner].</summary>
    public T* X;

    /// <summary>[sets].</summary>
    public T* Means;

    /// <summary>[sets].</summary>
    public T* Variances;

    /// <summary>[channels], or null for 1.</summary>
    public T* Weight;

    /// <summary>[channels], or null for 0.</summary>
    public T* Bias;

    /// <summary>[batch, channels, inner].</summary>
    public T* Y;

    /// <summary>[batch, channels, inner].</summary>
    public T* Dy;

    /// <summary>[batch, channels, inner], or null.</summary>
    public T* Dx;

    /// <summary>[channels], or null.</summary>
    public T* DWeight;

    /// <summary>[channels], or null.</summary>
    public T* DBias;

    public readonly int Sets => Groups == 0 ? Channels : Batch * Groups;

    public readonly int SegmentsInSet => Groups == 0 ? Batch : Channels / Groups;

    public readonly double CountInSet => (double)SegmentsInSet * Inner;

    /// <summary>
    /// Elements from a segment to the set's next one. Segments are often a page each, far apart, and the processor's own prefetching ends with the page: who passes
    /// over one announces the next.
    /// </summary>
    public readonly nint NextSegment => Groups == 0 ? (nint)Channels * Inner : Inner;

    /// <summary>A set's segment, counted through [batch, channels].</summary>
    public readonly nint Segment(int set, int index) => Groups == 0 ? ((nint)index * Channels) + set : ((nint)set * (Channels / Groups)) + index;
}
