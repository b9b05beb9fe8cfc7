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
    public AttentionArguments<T> Arguments;
    public int Blocks;

    /// <inheritdoc/>
    [SkipLocalsInit]
    public readonly void Invoke(int chunk)
    {
        const int Queries = AttentionTile<T, TLanes>.Queries;
        const int Keys = AttentionTile<T, TLanes>.Keys;
        int block = chunk % Blocks;
        int head = chunk / Blocks % Arguments.Heads;
        int batch = chunk / Blocks / Arguments.Heads;
        int query = block * Queries;
        int queries = Math.Min(Queries, Arguments.Queries - query);
        T* tile = (T*)ConvolutionScratch.Local(((Queries * Keys) + Keys) * sizeof(T));
        T* maxima = stackalloc T[Queries];
        T* sums = stackalloc T[Queries];
        new Span<T>(maxima, Queries).Fill(T.CreateTruncating(double.NegativeInfinity));
        new Span<T>(sums, Queries).Clear();
        T* y = Arguments.Y.At(batch, head, query);
        int width = Arguments.ValueFeatures;
        new Span<T>(y, queries * width).Clear();
        int keyEnd = Arguments.KeysBefore(query + queries);
        for (int key = 0; key < keyEnd; key += Keys)
        {
            int keys = Math.Min(Keys, Arguments.Keys - key);
            AttentionTile<T, TLanes>.Products(in Arguments, batch, head, query, queries, key, keys, tile);
            for (int i = 0; i < queries; i++)
            {
                T* row = tile + (i * Keys);
                int scores = AttentionTile<T, TLanes>.Scores(in Arguments, batch, head, query + i, key, keys, row);
                Weigh(row, scores, AttentionTile<T, TLanes>.Rounded(keys), ref maxima[i], ref sums[i], y + ((nint)i * width), width);
                if (Arguments.Attributes.Dropout > 0)
                {
                    T* factors = tile + (Queries * Keys);
                    AttentionTile<T, TLanes>.Factors(in Arguments, batch, head, query + i, key, keys, factors);
                    Drop(row, factors, keys);
                }
            }

            T* values = Arguments.V.At(batch, head / Arguments.QueriesOfShared, key);
            AttentionTile<T, TLanes>.Multiply(queries, width, keys, tile, Keys, 1, values, Arguments.V.Row, 1, y, width, accumulate: true);
        }

        for (int i = 0; i < queries; i++)
        {
            Finish(y + ((nint)i * width), width, maxima[i], sums[i], Arguments.LogSumExps + Arguments.RowAt(batch, head, query + i));
        }
    }

    /// <summary>Scores become weights relative to the maximum so far, 0 up to the tile's end; what the row has summed before follows.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Weigh(T* row, int scores, int end, ref T maximum, ref T sum, T* y, int width)
    {
        T* lanes = stackalloc T[LaneTail.MostLanes];
        TLanes most = TLanes.Broadcast(maximum);
        for (int i = 0; i < scores; i += TLanes.Count)
        {
            most = TLanes.Max(most, TLanes.Load(row + i));
        }

        most.Store(lanes);
        T highest = lanes[0];
        for (int i = 1; i < TLanes.Count; i++)
        {
            highest = T.Max(highest, lanes[i]);
        }

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
        (even + odd).Store(lanes);
        for (int half = TLanes.Count / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                lanes[i] += lanes[i + half];
            }
        }

        T added = lanes[0];
        if (maximum == highest)
        {
            sum += added;
            return;
        }

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

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Finish(T* y, int width, T maximum, T sum, T* logSumExp)
    {
        T* lanes = stackalloc T[LaneTail.MostLanes];
        if (T.IsZero(sum))
        {
            // Nothing to attend to: 0 by definition, whatever the values are.
            new Span<T>(y, width).Clear();
            *logSumExp = T.CreateTruncating(double.NegativeInfinity);
            return;
        }

        TLanes.Log(TLanes.Broadcast(sum)).Store(lanes);
        *logSumExp = maximum + lanes[0];
        Scale(y, width, TLanes.One / TLanes.Broadcast(sum));
    }
}
