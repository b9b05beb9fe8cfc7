using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Normalization;

/// <summary>
/// A row's cotangents where everything but the cotangents that come in is finite: a zero needs no care then, and the weight's and bias's
/// shares are had on the way. The row behind is fetched meanwhile, since the first pass would have to wait for it.
/// </summary>
internal static unsafe class PlainRowVjp<T, TLanes>
    where T : unmanaged, INumberBase<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    /// <summary>dx = rstd · (g − mean(g) − mean(g·n)·n), and what the row adds to the shares if they are there.</summary>
    public static void Run(in RowArguments<T> arguments, T* x, T* dy, T* dx, T* shares, TLanes mean, TLanes rstd)
    {
        int block = LaneSums<T, TLanes>.Block;
        int length = arguments.Length;
        double plain = 0;
        double product = 0;
        for (int first = 0; first < length; first += block)
        {
            BlockSums(x + first, dy + first, arguments.Weight + first, Math.Min(block, length - first), mean, rstd, ref plain, ref product);
        }

        TLanes offset = arguments.Means == null ? TLanes.Zero : TLanes.Broadcast(T.CreateTruncating(plain / length));
        TLanes slope = -TLanes.Broadcast(T.CreateTruncating(product / length));
        if (shares == null)
        {
            Apply(x, dy, arguments.Weight, dx, length, mean, rstd, offset, slope);
        }
        else
        {
            ApplyAndShare(x, dy, arguments.Weight, dx, shares, length, mean, rstd, offset, slope);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void BlockSums(T* x, T* dy, T* weight, int count, TLanes mean, TLanes rstd, ref double plain, ref double product)
    {
        TLanes a = TLanes.Zero, b = TLanes.Zero, c = TLanes.Zero, d = TLanes.Zero;
        int i = 0;
        for (; i <= count - (2 * TLanes.Count); i += 2 * TLanes.Count)
        {
            TLanes g = TLanes.Load(dy + i) * TLanes.Load(weight + i);
            a += g;
            b = TLanes.MultiplyAdd(g, (TLanes.Load(x + i) - mean) * rstd, b);
            g = TLanes.Load(dy + i + TLanes.Count) * TLanes.Load(weight + i + TLanes.Count);
            c += g;
            d = TLanes.MultiplyAdd(g, (TLanes.Load(x + i + TLanes.Count) - mean) * rstd, d);
        }

        for (; i < count; i += TLanes.Count)
        {
            int some = Math.Min(TLanes.Count, count - i);

            // Behind the row dy is 0.
            TLanes g = LaneTail.Load<T, TLanes>(dy + i, some) * LaneTail.Load<T, TLanes>(weight + i, some);
            a += g;
            b = TLanes.MultiplyAdd(g, (LaneTail.Load<T, TLanes>(x + i, some) - mean) * rstd, b);
        }

        plain += LaneSums<T, TLanes>.Total(a + c);
        product += LaneSums<T, TLanes>.Total(b + d);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Apply(T* x, T* dy, T* weight, T* dx, int length, TLanes mean, TLanes rstd, TLanes offset, TLanes slope)
    {
        int i = 0;
        for (; i <= length - (2 * TLanes.Count); i += 2 * TLanes.Count)
        {
            Lines.Fetch(x + length + i);
            Lines.Fetch(dy + length + i);
            Lines.Fetch(dx + length + i);
            Of(TLanes.Load(x + i), TLanes.Load(dy + i), TLanes.Load(weight + i), mean, rstd, offset, slope).Store(dx + i);
            int j = i + TLanes.Count;
            Of(TLanes.Load(x + j), TLanes.Load(dy + j), TLanes.Load(weight + j), mean, rstd, offset, slope).Store(dx + j);
        }

        for (; i < length; i += TLanes.Count)
        {
            int some = Math.Min(TLanes.Count, length - i);
            TLanes result = Of(
                LaneTail.Load<T, TLanes>(x + i, some), LaneTail.Load<T, TLanes>(dy + i, some), LaneTail.Load<T, TLanes>(weight + i, some), mean, rstd, offset, slope);
            LaneTail.Store(dx + i, result, some);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ApplyAndShare(T* x, T* dy, T* weight, T* dx, T* shares, int length, TLanes mean, TLanes rstd, TLanes offset, TLanes slope)
    {
        T* biasShares = shares + length;
        int i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            TLanes cotangent = TLanes.Load(dy + i);
            TLanes normal = (TLanes.Load(x + i) - mean) * rstd;
            Of(normal, cotangent, TLanes.Load(weight + i), rstd, offset, slope).Store(dx + i);
            TLanes.MultiplyAdd(cotangent, normal, TLanes.Load(shares + i)).Store(shares + i);
            (TLanes.Load(biasShares + i) + cotangent).Store(biasShares + i);
        }

        if (i < length)
        {
            int rest = length - i;
            TLanes cotangent = LaneTail.Load<T, TLanes>(dy + i, rest);
            TLanes normal = (LaneTail.Load<T, TLanes>(x + i, rest) - mean) * rstd;
            LaneTail.Store(dx + i, Of(normal, cotangent, LaneTail.Load<T, TLanes>(weight + i, rest), rstd, offset, slope), rest);
            LaneTail.Store(shares + i, TLanes.MultiplyAdd(cotangent, normal, LaneTail.Load<T, TLanes>(shares + i, rest)), rest);
            LaneTail.Store(biasShares + i, LaneTail.Load<T, TLanes>(biasShares + i, rest) + cotangent, rest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Of(TLanes x, TLanes dy, TLanes weight, TLanes mean, TLanes rstd, TLanes offset, TLanes slope) =>
        Of((x - mean) * rstd, dy, weight, rstd, offset, slope);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Of(TLanes normal, TLanes dy, TLanes weight, TLanes rstd, TLanes offset, TLanes slope) =>
        TLanes.MultiplyAdd(TLanes.MultiplyAdd(slope, normal, (dy * weight) - offset), rstd, TLanes.Zero);
}
