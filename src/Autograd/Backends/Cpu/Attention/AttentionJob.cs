using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Convolution;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Attention;

/// <summary>
/// One head's block of queries a chunk, over blocks of keys. The softmax runs along (Milakov and Gimelshein, "Online normalizer
/// calculation for softmax", 2018): with a new maximum, what was summed before is scaled down; the sums divide at the end.
/// </summary>
internal unsafe struct AttentionJob<T, TLanes> : IParallelBody
    where T : unmanaged, INumber<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    private const int Queries = AttentionTile<T, TLanes>.Queries;
    private const int Keys = AttentionTile<T, TLanes>.Keys;

    public AttentionArguments<T> Arguments;
    public int Blocks;

    /// <inheritdoc/>
    [SkipLocalsInit]
    public readonly void Invoke(int chunk)
    {
        int block = chunk % Blocks;
        int head = chunk / Blocks % Arguments.Heads;
        int batch = chunk / Blocks / Arguments.Heads;
        int query = block * Queries;
        int queries = Math.Min(Queries, Arguments.Queries - query);
        int row = AttentionTile<T, TLanes>.Row;
        int packed = AttentionTile<T, TLanes>.PackedSize(in Arguments);
        T* tile = (T*)ConvolutionScratch.Local(((Queries * row) + Keys + packed) * (nint)sizeof(T));
        T* factors = tile + (Queries * row);
        T* room = factors + Keys;
        T* maxima = stackalloc T[Queries];
        T* sums = stackalloc T[Queries];
        new Span<T>(maxima, Queries).Fill(T.CreateTruncating(double.NegativeInfinity));
        new Span<T>(sums, Queries).Clear();
        T* q = Arguments.Q.At(batch, head, query);
        T* y = Arguments.Y.At(batch, head, query);
        int shared = head / Arguments.QueriesOfShared;
        int width = Arguments.ValueFeatures;
        int keyEnd = Arguments.KeysBefore(query + queries);
        if (keyEnd == 0)
        {
            new Span<T>(y, queries * width).Clear();
        }

        for (int key = 0; key < keyEnd; key += Keys)
        {
            int keys = Math.Min(Keys, Arguments.Keys - key);
            int diagonal = AttentionTile<T, TLanes>.Diagonal(in Arguments, query, key);
            AttentionTile<T, TLanes>.Products(
                q, Arguments.Q.Row, Arguments.K.At(batch, shared, key), Arguments.K.Row, Arguments.Features, queries, keys, diagonal, room, tile);
            for (int i = 0; i < queries; i++)
            {
                T* scores = tile + (i * row);
                int count = AttentionTile<T, TLanes>.Scores(in Arguments, batch, head, query + i, key, keys, scores);
                Weigh(scores, count, AttentionTile<T, TLanes>.Rounded(keys), ref maxima[i], ref sums[i], y + ((nint)i * width), width);
                if (Arguments.Attributes.Dropout > 0)
                {
                    AttentionTile<T, TLanes>.Factors(in Arguments, batch, head, query + i, key, keys, factors);
                    Drop(scores, factors, keys);
                }
            }

            AttentionTile<T, TLanes>.Mix(
                TileAxes.QueriesOverKeys, tile, queries, keys, diagonal, Arguments.V.At(batch, shared, key), Arguments.V.Row, width, room, y, width, accumulate: key > 0);
        }

        Finish(y, queries, width, maxima, sums, Arguments.LogSumExps + Arguments.RowAt(batch, head, query));
    }

    /// <summary>Scores become weights relative to the maximum so far, 0 up to the tile's end; what the row has summed before follows.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Weigh(T* row, int scores, int end, ref T maximum, ref T sum, T* y, int width)
    {
        TLanes most = TLanes.Broadcast(maximum);
        for (int i = 0; i < scores; i += TLanes.Count)
        {
            most = TLanes.Max(most, TLanes.Load(row + i));
        }

        T highest = AttentionTile<T, TLanes>.Highest(most);
        if (T.IsNegativeInfinity(highest))
        {
            new Span<T>(row, end).Clear();
            return;
        }

        TLanes shift = TLanes.Broadcast(highest);
        TLanes even = TLanes.Zero;
        TLanes odd = TLanes.Zero;
        for (int i = 0; i < scores; i += 2 * TLanes.Count)
        {
            TLanes weight = TLanes.Exp(TLanes.Load(row + i) - shift);
            weight.Store(row + i);
            even += weight;
            if (i + TLanes.Count < scores)
            {
                weight = TLanes.Exp(TLanes.Load(row + i + TLanes.Count) - shift);
                weight.Store(row + i + TLanes.Count);
                odd += weight;
            }
        }

        new Span<T>(row + scores, end - scores).Clear();
        T added = AttentionTile<T, TLanes>.Sum(even + odd);
        if (maximum == highest)
        {
            sum += added;
            return;
        }

        if (T.IsNegativeInfinity(maximum))
        {
            // Nothing before counts: it is 0.
            sum = added;
            maximum = highest;
            return;
        }

        T* lanes = stackalloc T[LaneTail.MostLanes];
        TLanes decay = TLanes.Exp(TLanes.Broadcast(maximum) - shift);
        decay.Store(lanes);
        sum = (sum * lanes[0]) + added;
        maximum = highest;
        Scale(y, width, decay);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(T* y, int width, TLanes factor)
    {
        int i = 0;
        for (; i <= width - TLanes.Count; i += TLanes.Count)
        {
            (TLanes.Load(y + i) * factor).Store(y + i);
        }

        if (i < width)
        {
            LaneTail.Store(y + i, LaneTail.Load<T, TLanes>(y + i, width - i) * factor, width - i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Drop(T* row, T* factors, int keys)
    {
        for (int i = 0; i < AttentionTile<T, TLanes>.Rounded(keys); i += TLanes.Count)
        {
            (TLanes.Load(row + i) * TLanes.Load(factors + i)).Store(row + i);
        }
    }

    /// <summary>Divides rows by their sums, and stores maximum + ln sum of each.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Finish(T* y, int queries, int width, T* maxima, T* sums, T* logSumExps)
    {
        T* inverses = stackalloc T[Queries];
        for (int i = 0; i < queries; i += TLanes.Count)
        {
            TLanes sum = TLanes.Load(sums + i);
            (TLanes.One / sum).Store(inverses + i);
            (TLanes.Load(maxima + i) + TLanes.Log(sum)).Store(maxima + i);
        }

        new Span<T>(maxima, queries).CopyTo(new Span<T>(logSumExps, queries));
        for (int i = 0; i < queries; i++)
        {
            if (T.IsZero(sums[i]))
            {
                // Nothing to attend to: 0 by definition, whatever the values are. The logarithm is −∞ − ∞.
                new Span<T>(y, width).Clear();
            }
            else
            {
                Scale(y, width, TLanes.Broadcast(inverses[i]));
            }

            y += width;
        }
    }
}
