using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Normalization;

/// <summary>
/// Cotangents of some rows a chunk. With g = dy · weight and n the normalised row, dx = rstd · (g − mean(g) − n · mean(g · n)), the
/// first mean only where rows are centred. Each chunk adds up the weight's and bias's shares of its own rows.
/// </summary>
internal unsafe struct RowVjpJob<T, TLanes> : IParallelBody
    where T : unmanaged, INumberBase<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    public RowArguments<T> Arguments;
    public int RowsInChunk;

    /// <summary>[chunks, 2, length]: the weight's shares, then the bias's.</summary>
    public T* Shares;

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        int length = Arguments.Length;
        T* shares = Shares + (2 * (nint)chunk * length);
        new Span<T>(shares, 2 * length).Clear();
        int end = (int)Math.Min(Arguments.Rows, (chunk + 1L) * RowsInChunk);
        for (int row = chunk * RowsInChunk; row < end; row++)
        {
            T* x = Arguments.X + ((nint)row * length);
            T* dy = Arguments.Dy + ((nint)row * length);
            TLanes mean = Arguments.Means == null ? TLanes.Zero : TLanes.Broadcast(Arguments.Means[row]);
            TLanes rstd = TLanes.Broadcast(Arguments.Rstds[row]);
            if (Arguments.Dx != null)
            {
                Sums(x, dy, mean, rstd, out double plain, out double product);
                TLanes first = Arguments.Means == null ? TLanes.Zero : TLanes.Broadcast(T.CreateTruncating(plain / length));
                Apply(x, dy, Arguments.Dx + ((nint)row * length), mean, rstd, first, TLanes.Broadcast(T.CreateTruncating(product / length)));
            }

            Share(x, dy, mean, rstd, shares);
        }
    }

    /// <summary>Σ g and Σ g · n.</summary>
    private readonly void Sums(T* x, T* dy, TLanes mean, TLanes rstd, out double plain, out double product)
    {
        const int Block = 4096;
        (plain, product) = (0, 0);
        for (int first = 0; first < Arguments.Length; first += Block)
        {
            BlockSums(x + first, dy + first, Arguments.Weight + first, Math.Min(Block, Arguments.Length - first), mean, rstd, ref plain, ref product);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BlockSums(T* x, T* dy, T* weight, int count, TLanes mean, TLanes rstd, ref double plain, ref double product)
    {
        TLanes a = TLanes.Zero, b = TLanes.Zero, c = TLanes.Zero, d = TLanes.Zero;
        int i = 0;
        for (; i <= count - (2 * TLanes.Count); i += 2 * TLanes.Count)
        {
            TLanes g = Strong.Product(TLanes.Load(dy + i), TLanes.Load(weight + i));
            a += g;
            b += Strong.Product(g, (TLanes.Load(x + i) - mean) * rstd);
            g = Strong.Product(TLanes.Load(dy + i + TLanes.Count), TLanes.Load(weight + i + TLanes.Count));
            c += g;
            d += Strong.Product(g, (TLanes.Load(x + i + TLanes.Count) - mean) * rstd);
        }

        for (; i < count; i += TLanes.Count)
        {
            int some = Math.Min(TLanes.Count, count - i);

            // Behind the row dy is 0, a strong one.
            TLanes g = Strong.Product(LaneTail.Load<T, TLanes>(dy + i, some), LaneTail.Load<T, TLanes>(weight + i, some));
            a += g;
            b += Strong.Product(g, (LaneTail.Load<T, TLanes>(x + i, some) - mean) * rstd);
        }

        plain += LaneSums<T, TLanes>.Total(a + c);
        product += LaneSums<T, TLanes>.Total(b + d);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Apply(T* x, T* dy, T* dx, TLanes mean, TLanes rstd, TLanes first, TLanes second)
    {
        T* weight = Arguments.Weight;
        int length = Arguments.Length;
        int i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            TLanes g = Strong.Product(TLanes.Load(dy + i), TLanes.Load(weight + i));
            TLanes normal = (TLanes.Load(x + i) - mean) * rstd;
            Strong.Product(g - first - Strong.Product(second, normal), rstd).Store(dx + i);
        }

        if (i < length)
        {
            int rest = length - i;
            TLanes g = Strong.Product(LaneTail.Load<T, TLanes>(dy + i, rest), LaneTail.Load<T, TLanes>(weight + i, rest));
            TLanes normal = (LaneTail.Load<T, TLanes>(x + i, rest) - mean) * rstd;
            LaneTail.Store(dx + i, Strong.Product(g - first - Strong.Product(second, normal), rstd), rest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Share(T* x, T* dy, TLanes mean, TLanes rstd, T* shares)
    {
        if (Arguments.DWeight == null && Arguments.DBias == null)
        {
            return;
        }

        int length = Arguments.Length;
        T* biasShares = shares + length;
        int i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            TLanes cotangent = TLanes.Load(dy + i);
            (TLanes.Load(shares + i) + Strong.Product(cotangent, (TLanes.Load(x + i) - mean) * rstd)).Store(shares + i);
            (TLanes.Load(biasShares + i) + cotangent).Store(biasShares + i);
        }

        if (i < length)
        {
            int rest = length - i;
            TLanes cotangent = LaneTail.Load<T, TLanes>(dy + i, rest);
            TLanes product = Strong.Product(cotangent, (LaneTail.Load<T, TLanes>(x + i, rest) - mean) * rstd);
            LaneTail.Store(shares + i, LaneTail.Load<T, TLanes>(shares + i, rest) + product, rest);
            LaneTail.Store(biasShares + i, LaneTail.Load<T, TLanes>(biasShares + i, rest) + cotangent, rest);
        }
    }
}
