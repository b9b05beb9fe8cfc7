using System.Numerics;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Normalization;

/// <summary>Means and variances of some sets a chunk.</summary>
internal unsafe struct SegmentMomentsJob<T, TLanes> : IParallelBody
    where T : unmanaged, INumberBase<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    public ChannelArguments<T> Arguments;
    public int SetsInChunk;

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        int end = (int)Math.Min(Arguments.Sets, (chunk + 1L) * SetsInChunk);
        for (int set = chunk * SetsInChunk; set < end; set++)
        {
            T mean = T.CreateTruncating(Sum(set, default(ValueTerm<TLanes>)) / Arguments.CountInSet);
            Arguments.Means[set] = mean;
            Arguments.Variances[set] = T.CreateTruncating(Sum(set, new SquareTerm<TLanes>(TLanes.Broadcast(mean))) / Arguments.CountInSet);
        }
    }

    private readonly double Sum<TTerm>(int set, TTerm term)
        where TTerm : struct, ILaneTerm<TLanes>
    {
        if (Arguments.Groups != 0)
        {
            // A group's channels are neighbours: one segment.
            T* x = Arguments.X + (Arguments.Segment(set, 0) * Arguments.Inner);
            return LaneSums<T, TLanes>.Along(x, x, (nint)Arguments.SegmentsInSet * Arguments.Inner, term);
        }

        double sum = 0;
        for (int index = 0; index < Arguments.SegmentsInSet; index++)
        {
            T* x = Arguments.X + (Arguments.Segment(set, index) * Arguments.Inner);
            sum += LaneSums<T, TLanes>.Along(x, x, Arguments.Inner, term, Arguments.NextSegment);
        }

        return sum;
    }
}
