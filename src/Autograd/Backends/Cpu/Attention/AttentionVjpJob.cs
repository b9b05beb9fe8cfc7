using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Convolution;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Attention;

/// <summary>
/// One head of keys and values a chunk, with all heads of queries that share it, so that every sum has one thread and one order. Tiles
/// are computed again (Dao, Fu, Ermon, Rudra and Ré, "FlashAttention", 2022): with the weights w = exp(score − logsumexp), dropout's
/// factors f and d = Σ dy · y of the row, dv += (w·f)ᵀ·dy and ds = w · (f · dy·vᵀ − d); dq += scale · ds·k, dk += scale · dsᵀ·q.
/// </summary>
internal unsafe struct AttentionVjpJob<T, TLanes> : IParallelBody
    where T : unmanaged, INumber<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    private const int Queries = AttentionTile<T, TLanes>.Queries;
    private const int Keys = AttentionTile<T, TLanes>.Keys;

    public AttentionArguments<T> Arguments;

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        int batch = chunk / Arguments.SharedHeads;
        int shared = chunk % Arguments.SharedHeads;
        new Span<T>(Arguments.Dk.At(batch, shared, 0), Arguments.Keys * Arguments.Features).Clear();
        new Span<T>(Arguments.Dv.At(batch, shared, 0), Arguments.Keys * Arguments.ValueFeatures).Clear();
        int first = shared * Arguments.QueriesOfShared;
        for (int head = first; head < first + Arguments.QueriesOfShared; head++)
        {
            new Span<T>(Arguments.Dq.At(batch, head, 0), Arguments.Queries * Arguments.Features).Clear();
            for (int query = 0; query < Arguments.Queries; query += Queries)
            {
                Block(batch, head, shared, query, Math.Min(Queries, Arguments.Queries - query));
            }
        }
    }

    [SkipLocalsInit]
    private readonly void Block(int batch, int head, int shared, int query, int queries)
    {
        T* weights = (T*)ConvolutionScratch.Local(((2 * Queries * Keys) + Keys) * sizeof(T));
        T* slopes = weights + (Queries * Keys);
        T* factors = slopes + (Queries * Keys);
        T* sums = stackalloc T[Queries];
        T* dy = Arguments.Dy.At(batch, head, query);
        T* y = Arguments.Y.At(batch, head, query);
        int width = Arguments.ValueFeatures;
        for (int i = 0; i < queries; i++)
        {
            sums[i] = Dot(dy + ((nint)i * width), y + ((nint)i * width), width);
        }

        new Span<T>(factors, Keys).Fill(T.One);
        int keyEnd = Arguments.KeysBefore(query + queries);
        for (int key = 0; key < keyEnd; key += Keys)
        {
            int keys = Math.Min(Keys, Arguments.Keys - key);
            T* values = Arguments.V.At(batch, shared, key);
            AttentionTile<T, TLanes>.Products(in Arguments, batch, head, query, queries, key, keys, weights);
            AttentionTile<T, TLanes>.Multiply(queries, keys, width, dy, width, 1, values, 1, Arguments.V.Row, slopes, Keys, accumulate: false);
            for (int i = 0; i < queries; i++)
            {
                T* row = weights + (i * Keys);
                int scores = AttentionTile<T, TLanes>.Scores(in Arguments, batch, head, query + i, key, keys, row);
                if (Arguments.Attributes.Dropout > 0)
                {
                    AttentionTile<T, TLanes>.Factors(in Arguments, batch, head, query + i, key, keys, factors);
                }

                Differentiate(row, slopes + (i * Keys), factors, scores, AttentionTile<T, TLanes>.Rounded(keys), Arguments.LogSumExps[Arguments.RowAt(batch, head, query + i)], sums[i]);
            }

            AttentionTile<T, TLanes>.Multiply(
                keys, width, queries, weights, 1, Keys, dy, width, 1, Arguments.Dv.At(batch, shared, key), Arguments.Dv.Row, accumulate: true);
            AttentionTile<T, TLanes>.Multiply(
                queries, Arguments.Features, keys, slopes, Keys, 1, Arguments.K.At(batch, shared, key), Arguments.K.Row, 1, Arguments.Dq.At(batch, head, query), Arguments.Dq.Row, accumulate: true);
            AttentionTile<T, TLanes>.Multiply(
                keys, Arguments.Features, queries, slopes, 1, Keys, Arguments.Q.At(batch, head, query), Arguments.Q.Row, 1, Arguments.Dk.At(batch, shared, key), Arguments.Dk.Row, accumulate: true);
        }
    }

    /// <summary>A row's scores become w · f, its dy·vᵀ becomes scale · ds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Differentiate(T* row, T* slopes, T* factors, int scores, int end, T logSumExp, T sum)
    {
        if (T.IsNegativeInfinity(logSumExp))
        {
            new Span<T>(row, end).Clear();
            new Span<T>(slopes, end).Clear();
            return;
        }

        TLanes shift = TLanes.Broadcast(logSumExp);
        TLanes common = TLanes.Broadcast(sum);
        TLanes scale = TLanes.Constant(Arguments.Attributes.Scale);
        new Span<T>(row + scores, end - scores).Clear();
        new Span<T>(slopes + scores, end - scores).Clear();
        for (int i = 0; i < scores; i += TLanes.Count)
        {
            TLanes weight = TLanes.Exp(TLanes.Load(row + i) - shift);
            TLanes factor = TLanes.Load(factors + i);
            (weight * factor).Store(row + i);
            (Strong.Product(weight, (TLanes.Load(slopes + i) * factor) - common) * scale).Store(slopes + i);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Dot(T* a, T* b, int count)
    {
        T* lanes = stackalloc T[LaneTail.MostLanes];
        TLanes sum = TLanes.Zero;
        int i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            sum = TLanes.MultiplyAdd(TLanes.Load(a + i), TLanes.Load(b + i), sum);
        }

        if (i < count)
        {
            sum = TLanes.MultiplyAdd(LaneTail.Load<T, TLanes>(a + i, count - i), LaneTail.Load<T, TLanes>(b + i, count - i), sum);
        }

        sum.Store(lanes);
        for (int half = TLanes.Count / 2; half > 0; half /= 2)
        {
            for (int j = 0; j < half; j++)
            {
                lanes[j] += lanes[j + half];
            }
        }

        return lanes[0];
    }
}
