using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Convolution;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Attention;

/// <summary>
/// Tiles are computed again (Dao, Fu, Ermon, Rudra and Ré, "FlashAttention", 2022): with the weights w = exp(score − logsumexp), dropout's
/// factors f and d = Σ dy · y of the row, dv += (w·f)ᵀ·dy and ds = w · (f · dy·vᵀ − d); dq += scale · ds·k, dk += scale · dsᵀ·q.
/// </summary>
/// <remarks>
/// A chunk is one head of keys and values with all heads of queries that share it. Where those are fewer than threads, tiles are computed
/// twice: once by blocks of keys for dk and dv, once by blocks of queries for dq. Either way a sum has one thread and the same order.
/// </remarks>
internal unsafe struct AttentionVjpJob<T, TLanes> : IParallelBody
    where T : unmanaged, INumber<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    private const int Queries = AttentionTile<T, TLanes>.Queries;
    private const int Keys = AttentionTile<T, TLanes>.Keys;

    public AttentionArguments<T> Arguments;

    /// <summary>Which cotangents the chunks compute.</summary>
    public AttentionCotangents Part;

    /// <summary>How many chunks there are for all parts.</summary>
    public readonly int Chunks => Part switch
    {
        AttentionCotangents.OfKeys => checked(Arguments.Batch * Arguments.SharedHeads * KeyBlocks),
        AttentionCotangents.OfQueries => checked(Arguments.Batch * Arguments.Heads * QueryBlocks),
        _ => checked(Arguments.Batch * Arguments.SharedHeads),
    };

    private readonly int KeyBlocks => (Arguments.Keys + Keys - 1) / Keys;

    private readonly int QueryBlocks => (Arguments.Queries + Queries - 1) / Queries;

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        if (Part == AttentionCotangents.OfQueries)
        {
            (int row, int block) = Math.DivRem(chunk, QueryBlocks);
            (int batch, int head) = Math.DivRem(row, Arguments.Heads);
            OfQueries(batch, head, head / Arguments.QueriesOfShared, block * Queries);
        }
        else if (Part == AttentionCotangents.OfKeys)
        {
            (int row, int block) = Math.DivRem(chunk, KeyBlocks);
            (int batch, int shared) = Math.DivRem(row, Arguments.SharedHeads);
            OfKeys(batch, shared, block * Keys, Math.Min(Arguments.Keys, (block + 1) * Keys));
        }
        else
        {
            (int batch, int shared) = Math.DivRem(chunk, Arguments.SharedHeads);
            OfKeys(batch, shared, 0, Arguments.Keys);
        }
    }

    /// <summary>The cotangents of some keys and their values, and unless they come apart those of all queries of their heads.</summary>
    private readonly void OfKeys(int batch, int shared, int firstKey, int endKey)
    {
        new Span<T>(Arguments.Dk.At(batch, shared, firstKey), (endKey - firstKey) * Arguments.Features).Clear();
        new Span<T>(Arguments.Dv.At(batch, shared, firstKey), (endKey - firstKey) * Arguments.ValueFeatures).Clear();
        int first = shared * Arguments.QueriesOfShared;
        for (int head = first; head < first + Arguments.QueriesOfShared; head++)
        {
            for (int query = 0; query < Arguments.Queries; query += Queries)
            {
                Block(batch, head, shared, query, firstKey, endKey);
            }
        }
    }

    private readonly void OfQueries(int batch, int head, int shared, int query) => Block(batch, head, shared, query, 0, Arguments.Keys);

    [SkipLocalsInit]
    private readonly void Block(int batch, int head, int shared, int query, int firstKey, int endKey)
    {
        int queries = Math.Min(Queries, Arguments.Queries - query);
        int row = AttentionTile<T, TLanes>.Row;
        int packed = AttentionTile<T, TLanes>.PackedSize(in Arguments);
        T* weights = (T*)ConvolutionScratch.Local(((2 * Queries * row) + Keys + packed) * (nint)sizeof(T));
        T* slopes = weights + (Queries * row);
        T* factors = slopes + (Queries * row);
        T* room = factors + Keys;
        T* sums = stackalloc T[Queries];
        T* q = Arguments.Q.At(batch, head, query);
        T* dy = Arguments.Dy.At(batch, head, query);
        T* y = Arguments.Y.At(batch, head, query);
        T* dq = Arguments.Dq.At(batch, head, query);
        (int features, int width) = (Arguments.Features, Arguments.ValueFeatures);
        int keyEnd = Math.Min(endKey, Arguments.KeysBefore(query + queries));
        if (keyEnd == 0 && Part != AttentionCotangents.OfKeys)
        {
            new Span<T>(dq, queries * features).Clear();
        }

        if (keyEnd <= firstKey)
        {
            return;
        }

        for (int i = 0; i < queries; i++)
        {
            sums[i] = Dot(dy + ((nint)i * width), y + ((nint)i * width), width);
        }

        new Span<T>(factors, Keys).Fill(T.One);
        for (int key = firstKey; key < keyEnd; key += Keys)
        {
            int keys = Math.Min(Keys, Arguments.Keys - key);
            int diagonal = AttentionTile<T, TLanes>.Diagonal(in Arguments, query, key);
            T* k = Arguments.K.At(batch, shared, key);
            AttentionTile<T, TLanes>.Products(q, Arguments.Q.Row, k, Arguments.K.Row, features, queries, keys, diagonal, room, weights);
            AttentionTile<T, TLanes>.Products(dy, width, Arguments.V.At(batch, shared, key), Arguments.V.Row, width, queries, keys, diagonal, room, slopes);
            for (int i = 0; i < queries; i++)
            {
                T* weight = weights + (i * row);
                int scores = AttentionTile<T, TLanes>.Scores(in Arguments, batch, head, query + i, key, keys, weight);
                if (Arguments.Attributes.Dropout > 0)
                {
                    AttentionTile<T, TLanes>.Factors(in Arguments, batch, head, query + i, key, keys, factors);
                }

                Differentiate(weight, slopes + (i * row), factors, scores, AttentionTile<T, TLanes>.Rounded(keys), Arguments.LogSumExps[Arguments.RowAt(batch, head, query + i)], sums[i]);
            }

            if (Part != AttentionCotangents.OfQueries)
            {
                AttentionTile<T, TLanes>.Mix(
                    TileAxes.KeysOverQueries, weights, queries, keys, diagonal, dy, width, width, room, Arguments.Dv.At(batch, shared, key), Arguments.Dv.Row, accumulate: true);
                AttentionTile<T, TLanes>.Mix(
                    TileAxes.KeysOverQueries, slopes, queries, keys, diagonal, q, Arguments.Q.Row, features, room, Arguments.Dk.At(batch, shared, key), Arguments.Dk.Row, accumulate: true);
            }

            if (Part != AttentionCotangents.OfKeys)
            {
                AttentionTile<T, TLanes>.Mix(
                    TileAxes.QueriesOverKeys, slopes, queries, keys, diagonal, k, Arguments.K.Row, features, room, dq, Arguments.Dq.Row, accumulate: key > 0);
            }
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Dot(T* a, T* b, int count)
    {
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

        return AttentionTile<T, TLanes>.Sum(sum);
    }
}
