using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Normalization;

/// <summary>
/// Cotangents of some sets a chunk, and each segment's Σ dy and Σ dy · n, n being the normalised element. With g = dy · weight,
/// dx = rstd · (g − mean(g) − n · mean(g · n)) where the statistics move with x, and rstd · g where they do not.
/// </summary>
internal unsafe struct SegmentVjpJob<T, TLanes> : IParallelBody
    where T : unmanaged, INumberBase<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    public ChannelArguments<T> Arguments;
    public int SetsInChunk;

    /// <summary>[batch, channels]: Σ dy.</summary>
    public double* Plain;

    /// <summary>[batch, channels]: Σ dy · n.</summary>
    public double* Products;

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        int end = (int)Math.Min(Arguments.Sets, (chunk + 1L) * SetsInChunk);
        for (int set = chunk * SetsInChunk; set < end; set++)
        {
            T centre = Arguments.Means[set];
            T scale = ChannelNormalization.Reciprocal(Arguments.Variances[set], Arguments.Epsilon);
            TLanes mean = TLanes.Broadcast(centre);
            TLanes rstd = TLanes.Broadcast(scale);

            // A finite mean and a reciprocal deviation above 0 are had from finite elements alone, and then a product with 0 is 0 anyway.
            bool isPlain = Arguments.AreMoments && T.IsFinite(centre) && T.IsFinite(scale) && !T.IsZero(scale);
            Sums(set, mean, rstd, isPlain, out double plain, out double product);
            if (Arguments.Dx == null)
            {
                continue;
            }

            TLanes first = Arguments.AreMoments ? TLanes.Broadcast(T.CreateTruncating(plain / Arguments.CountInSet)) : TLanes.Zero;
            TLanes second = Arguments.AreMoments ? TLanes.Broadcast(T.CreateTruncating(product / Arguments.CountInSet)) : TLanes.Zero;
            for (int index = 0; index < Arguments.SegmentsInSet; index++)
            {
                nint segment = Arguments.Segment(set, index);
                nint place = segment * Arguments.Inner;
                T factor = Arguments.Weight == null ? T.One : Arguments.Weight[segment % Arguments.Channels];
                if (isPlain && T.IsFinite(factor))
                {
                    PlainSegment<T, TLanes>.Apply(
                        Arguments.X + place,
                        Arguments.Dy + place,
                        Arguments.Dx + place,
                        Arguments.Inner,
                        Arguments.NextSegment,
                        mean,
                        rstd,
                        TLanes.Broadcast(factor),
                        first,
                        second);
                }
                else
                {
                    Apply(Arguments.X + place, Arguments.Dy + place, Arguments.Dx + place, Arguments.Inner, mean, rstd, TLanes.Broadcast(factor), first, second);
                }
            }
        }
    }

    /// <summary>Σ g and Σ g · n of a set.</summary>
    private readonly void Sums(int set, TLanes mean, TLanes rstd, bool isPlain, out double plain, out double product)
    {
        (plain, product) = (0, 0);
        ProductTerm<TLanes> term = new(mean, rstd);
        for (int index = 0; index < Arguments.SegmentsInSet; index++)
        {
            nint segment = Arguments.Segment(set, index);
            T* x = Arguments.X + (segment * Arguments.Inner);
            T* dy = Arguments.Dy + (segment * Arguments.Inner);
            if (isPlain)
            {
                PlainSegment<T, TLanes>.Sums(x, dy, Arguments.Inner, Arguments.NextSegment, mean, rstd, out Plain[segment], out Products[segment]);
            }
            else
            {
                Plain[segment] = LaneSums<T, TLanes>.Along(dy, dy, Arguments.Inner, default(ValueTerm<TLanes>));
                Products[segment] = LaneSums<T, TLanes>.Along(x, dy, Arguments.Inner, term);
            }

            double weight = Arguments.Weight == null ? 1 : double.CreateTruncating(Arguments.Weight[segment % Arguments.Channels]);
            plain += Strong.Of(Plain[segment], weight);
            product += Strong.Of(Products[segment], weight);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply(T* x, T* dy, T* dx, int count, TLanes mean, TLanes rstd, TLanes weight, TLanes first, TLanes second)
    {
        int i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            One(TLanes.Load(x + i), TLanes.Load(dy + i), mean, rstd, weight, first, second).Store(dx + i);
        }

        if (i < count)
        {
            int rest = count - i;
            LaneTail.Store(
                dx + i, One(LaneTail.Load<T, TLanes>(x + i, rest), LaneTail.Load<T, TLanes>(dy + i, rest), mean, rstd, weight, first, second), rest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes One(TLanes x, TLanes dy, TLanes mean, TLanes rstd, TLanes weight, TLanes first, TLanes second) =>
        Strong.Product(
            Strong.Product(dy, weight) - first - Strong.Product(second, (x - mean) * rstd), rstd);
}
