using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Attention;

/// <summary>What forward and backward pass share: a tile of scores, masked, and dropout's factors of a row.</summary>
internal static unsafe class AttentionTile<T, TLanes>
    where T : unmanaged, INumber<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    /// <summary>Queries of a tile.</summary>
    public const int Queries = 64;

    /// <summary>Keys of a tile.</summary>
    public const int Keys = 128;

    /// <summary>The distance of a tile's rows, a cache line more: a power of two would let columns compete for few sets of L1.</summary>
    public const int Row = Keys + 16;

    /// <summary>The keys of a tile that a query of it sees are those below its number, 1 and this.</summary>
    public static int Diagonal(in AttentionArguments<T> arguments, int query, int key) => arguments.Attributes.IsCausal
        ? (int)Math.Clamp((long)query + arguments.Attributes.CausalOffset - key, -Keys - Queries, Keys + Queries)
        : Keys;

    /// <summary>tile = rows · columnsᵀ for a tile's queries and keys, both of so many contiguous features.</summary>
    /// <param name="rows">Queries, or the cotangents of what they get.</param>
    /// <param name="row">From row to row of them.</param>
    /// <param name="columns">Keys, or values.</param>
    /// <param name="column">From row to row of them.</param>
    /// <param name="features">The length of both.</param>
    /// <param name="queries">The number of rows.</param>
    /// <param name="keys">The number of columns.</param>
    /// <param name="diagonal">What <see cref="Diagonal"/> gives.</param>
    /// <param name="room">For <see cref="TileProduct{T}.PackedSize"/> of the features and <see cref="Keys"/>.</param>
    /// <param name="tile">The result.</param>
    public static void Products(T* rows, nint row, T* columns, nint column, int features, int queries, int keys, int diagonal, T* room, T* tile)
    {
        TileProduct<T> product = default;
        product.Rows = queries;
        product.Columns = keys;
        product.Depth = features;
        product.A = rows;
        product.ARow = row;
        product.AColumn = 1;
        product.C = tile;
        product.CRow = Row;
        product.Axes = TileAxes.QueriesByKeys;
        product.Diagonal = diagonal;
        product.Pack(columns, 1, column, room);
        product.Run();
    }

    /// <summary>target (+)= tile · values, or tileᵀ · values, of so many contiguous features.</summary>
    public static void Mix(
        TileAxes axes, T* tile, int queries, int keys, int diagonal, T* values, nint valueRow, int features, T* room, T* target, nint targetRow, bool accumulate)
    {
        bool byQueries = axes == TileAxes.QueriesOverKeys;
        TileProduct<T> product = default;
        product.Rows = byQueries ? queries : keys;
        product.Columns = features;
        product.Depth = byQueries ? keys : queries;
        product.A = tile;
        product.ARow = byQueries ? Row : 1;
        product.AColumn = byQueries ? 1 : Row;
        product.C = target;
        product.CRow = targetRow;
        product.Accumulate = accumulate;
        product.Axes = axes;
        product.Diagonal = diagonal;
        product.Take(values, valueRow, room);
        product.Run();
    }

    /// <summary>The room that <see cref="Products"/> and <see cref="Mix"/> need for a tile, in elements.</summary>
    public static int PackedSize(in AttentionArguments<T> arguments)
    {
        int features = Math.Max(arguments.Features, arguments.ValueFeatures);
        return Math.Max(TileProduct<T>.PackedSize(features, Keys), TileProduct<T>.PackedSize(Keys, features));
    }

    /// <summary>
    /// Turns a row of products into scores, scaled and masked, −∞ where the query may not attend and behind the keys up to the next
    /// whole register.
    /// </summary>
    /// <returns>How many scores there are, whole registers: all behind them the query does not see.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Scores(in AttentionArguments<T> arguments, int batch, int head, int query, int key, int keys, T* row)
    {
        TLanes scale = TLanes.Constant(arguments.Attributes.Scale);
        int seen = Math.Clamp(arguments.KeysBefore(query + 1) - key, 0, keys);
        int end = Rounded(seen);
        T forbidden = T.CreateTruncating(double.NegativeInfinity);
        for (int i = 0; i < end; i += TLanes.Count)
        {
            (TLanes.Load(row + i) * scale).Store(row + i);
        }

        if (arguments.Addend.Start != null)
        {
            T* addend = arguments.Addend.At(batch, head, query) + (key * arguments.Addend.Column);
            for (int i = 0; i < seen; i++)
            {
                row[i] += addend[i * arguments.Addend.Column];
            }
        }

        if (arguments.Allowed.Start != null)
        {
            byte* allowed = arguments.Allowed.At(batch, head, query) + (key * arguments.Allowed.Column);
            for (int i = 0; i < seen; i++)
            {
                row[i] = allowed[i * arguments.Allowed.Column] != 0 ? row[i] : forbidden;
            }
        }

        for (int i = seen; i < end; i++)
        {
            row[i] = forbidden;
        }

        return end;
    }

    /// <summary>The factors of a row's weights: 1/(1 − p), or 0 for those dropped.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Factors(in AttentionArguments<T> arguments, int batch, int head, int query, int key, int keys, T* factors)
    {
        uint* words = stackalloc uint[Keys + 4];
        double p = arguments.Attributes.Dropout;
        ulong place = ((ulong)arguments.RowAt(batch, head, query) * (ulong)arguments.Keys) + (ulong)key;
        int first = (int)(place % 4);
        Philox4x32.Fill(new Span<uint>(words, first + keys), arguments.Attributes.Key.Seed, arguments.Attributes.Key.Stream, place / 4);

        // The same comparison as every Bernoulli mask: u < 1 − p for u of 24 bits, asked of the integers.
        uint threshold = (uint)Math.Ceiling((1 - p) * (1 << 24));
        T factor = T.CreateTruncating(p == 1 ? 0 : 1 / (1 - p));
        int i = 0;
        if (typeof(T) == typeof(float) && Vector256.IsHardwareAccelerated)
        {
            Vector256<int> limit = Vector256.Create((int)threshold);
            Vector256<int> kept = Vector256.Create(factor).AsInt32();
            for (; i <= keys - Vector256<int>.Count; i += Vector256<int>.Count)
            {
                Vector256<int> drawn = (Vector256.Load(words + first + i) >>> 8).AsInt32();
                (Vector256.LessThan(drawn, limit) & kept).Store((int*)factors + i);
            }
        }

        for (; i < keys; i++)
        {
            factors[i] = words[first + i] >> 8 < threshold ? factor : T.Zero;
        }

        new Span<T>(factors + keys, Rounded(keys) - keys).Clear();
    }

    /// <summary>The sum of a register's lanes, its halves added up until one is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(TLanes value)
    {
        if (sizeof(TLanes) == 32 && typeof(T) == typeof(float))
        {
            Vector256<float> all = Unsafe.BitCast<TLanes, Vector256<float>>(value);
            Vector128<float> half = all.GetLower() + all.GetUpper();
            half += Vector128.Shuffle(half, Vector128.Create(2, 3, 2, 3));
            return (T)(object)(half.ToScalar() + half.GetElement(1));
        }

        T* lanes = stackalloc T[LaneTail.MostLanes];
        value.Store(lanes);
        for (int half = TLanes.Count / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                lanes[i] += lanes[i + half];
            }
        }

        return lanes[0];
    }

    /// <summary>The highest of a register's lanes; NaN where one is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Highest(TLanes value)
    {
        if (sizeof(TLanes) == 32 && typeof(T) == typeof(float))
        {
            Vector256<float> all = Unsafe.BitCast<TLanes, Vector256<float>>(value);
            Vector128<float> half = Vector128.Max(all.GetLower(), all.GetUpper());
            half = Vector128.Max(half, Vector128.Shuffle(half, Vector128.Create(2, 3, 2, 3)));
            return (T)(object)Vector128.Max(half, Vector128.Shuffle(half, Vector128.Create(1, 1, 1, 1))).ToScalar();
        }

        T* lanes = stackalloc T[LaneTail.MostLanes];
        value.Store(lanes);
        T highest = lanes[0];
        for (int i = 1; i < TLanes.Count; i++)
        {
            highest = T.Max(highest, lanes[i]);
        }

        return highest;
    }

    /// <summary>A count of keys, up to the next whole register.</summary>
    public static int Rounded(int keys) => (keys + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
}
