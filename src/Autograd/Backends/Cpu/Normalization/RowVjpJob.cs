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

    /// <summary>[chunks, 2, length]: the weight's shares, then the bias's; null where neither is asked for.</summary>
    public T* Shares;

    /// <summary>Whether no weight is ∞ or NaN.</summary>
    public bool AreWeightsFinite;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Invoke(int chunk)
    {
        int length = Arguments.Length;
        T* shares = null;
        if (Shares != null)
        {
            shares = Shares + (2 * (nint)chunk * length);
            new Span<T>(shares, 2 * length).Clear();
        }

        int end = (int)Math.Min(Arguments.Rows, (chunk + 1L) * RowsInChunk);
        for (int row = chunk * RowsInChunk; row < end; row++)
        {
            Row(row, shares);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Row(int row, T* shares)
    {
        int length = Arguments.Length;
        T* x = Arguments.X + ((nint)row * length);
        T* dy = Arguments.Dy + ((nint)row * length);
        T centre = Arguments.Means == null ? T.Zero : Arguments.Means[row];
        T scale = Arguments.Rstds[row];
        TLanes mean = TLanes.Broadcast(centre);
        TLanes rstd = TLanes.Broadcast(scale);
        if (Arguments.Dx != null)
        {
            // A finite mean and a reciprocal deviation above 0 are had from finite elements alone, and then a product with 0 is 0 anyway.
            T* dx = Arguments.Dx + ((nint)row * length);
            if (AreWeightsFinite && T.IsFinite(centre) && T.IsFinite(scale) && !T.IsZero(scale))
            {
                PlainRowVjp<T, TLanes>.Run(in Arguments, x, dy, dx, shares, mean, rstd);
                return;
            }

            Sums(x, dy, mean, rstd, out double plain, out double product);
            TLanes first = Arguments.Means == null ? TLanes.Zero : TLanes.Broadcast(T.CreateTruncating(plain / length));
            Apply(x, dy, dx, mean, rstd, first, TLanes.Broadcast(T.CreateTruncating(product / length)));
        }

        if (shares != null)
        {
            Share(x, dy, mean, rstd, shares);
        }
    }

    /// <summary>Σ g and Σ g · n.</summary>
    private readonly void Sums(T* x, T* dy, TLanes mean, TLanes rstd, out double plain, out double product)
    {
        int block = LaneSums<T, TLanes>.Block;
        (plain, product) = (0, 0);
        for (int first = 0; first < Arguments.Length; first += block)
        {
            BlockSums(x + first, dy + first, Arguments.Weight + first, Math.Min(block, Arguments.Length - first), mean, rstd, ref plain, ref product);
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
