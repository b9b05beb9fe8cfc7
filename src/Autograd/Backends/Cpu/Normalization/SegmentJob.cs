using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Normalization;

/// <summary>Normalises some sets a chunk.</summary>
internal unsafe struct SegmentJob<T, TLanes> : IParallelBody
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
            TLanes mean = TLanes.Broadcast(Arguments.Means[set]);
            TLanes rstd = TLanes.Broadcast(ChannelNormalization.Reciprocal(Arguments.Variances[set], Arguments.Epsilon));
            for (int index = 0; index < Arguments.SegmentsInSet; index++)
            {
                nint segment = Arguments.Segment(set, index);
                int channel = (int)(segment % Arguments.Channels);
                TLanes weight = Arguments.Weight == null ? TLanes.One : TLanes.Broadcast(Arguments.Weight[channel]);
                TLanes bias = Arguments.Bias == null ? TLanes.Zero : TLanes.Broadcast(Arguments.Bias[channel]);
                Apply(Arguments.X + (segment * Arguments.Inner), Arguments.Y + (segment * Arguments.Inner), Arguments.Inner, Arguments.NextSegment, mean, rstd, weight, bias);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply(T* x, T* y, int count, nint ahead, TLanes mean, TLanes rstd, TLanes weight, TLanes bias)
    {
        int i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            Lines.Fetch(x + i + ahead);
            Lines.Fetch(y + i + ahead);
            TLanes.MultiplyAdd((TLanes.Load(x + i) - mean) * rstd, weight, bias).Store(y + i);
        }

        if (i < count)
        {
            LaneTail.Store(y + i, TLanes.MultiplyAdd((LaneTail.Load<T, TLanes>(x + i, count - i) - mean) * rstd, weight, bias), count - i);
        }
    }
}
