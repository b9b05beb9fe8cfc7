using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Autograd.Backends.Cpu.Gemm;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Attention;

/// <summary>What forward and backward pass share: a tile of scores, masked, and dropout's factors of a row.</summary>
internal static unsafe class AttentionTile<T, TLanes>
    where T : unmanaged, INumber<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    /// <summary>Queries of a tile.</summary>
    public const int Queries = 64;

    /// <summary>Keys of a tile, and the distance of its rows.</summary>
    public const int Keys = 128;

    /// <summary>c (+)= a·b, by rows and columns as far as they go.</summary>
    public static void Multiply(int m, int n, int k, T* a, nint aRow, nint aColumn, T* b, nint bRow, nint bColumn, T* c, nint cRow, bool accumulate)
    {
        GemmArguments<T> g = new()
        {
            M = m,
            N = n,
            K = k,
            A = a,
            ARow = aRow,
            AColumn = aColumn,
            B = b,
            BRow = bRow,
            BColumn = bColumn,
            C = c,
            CRow = cRow,
            Accumulate = accumulate,
        };
        if (Register512<T>.IsSupported)
        {
            MatrixProduct.MultiplyOn<T, Register512<T>>(in g);
        }
        else if (Register256<T>.IsSupported)
        {
            MatrixProduct.MultiplyOn<T, Register256<T>>(in g);
        }
        else
        {
            MatrixProduct.MultiplyOn<T, RegisterPortable<T>>(in g);
        }
    }

    /// <summary>The products of a tile's queries and keys.</summary>
    public static void Products(in AttentionArguments<T> arguments, int batch, int head, int query, int queries, int key, int keys, T* tile) =>
        Multiply(
            queries,
            keys,
            arguments.Features,
            arguments.Q.At(batch, head, query),
            arguments.Q.Row,
            1,
            arguments.K.At(batch, head / arguments.QueriesOfShared, key),
            1,
            arguments.K.Row,
            tile,
            Keys,
            accumulate: false);

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

    /// <summary>A count of keys, up to the next whole register.</summary>
    public static int Rounded(int keys) => (keys + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
}
