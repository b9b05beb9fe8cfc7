using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Normalization;

/// <summary>A segment's cotangents where everything but the cotangents that come in is finite: a zero needs no care then.</summary>
internal static unsafe class PlainSegment<T, TLanes>
    where T : unmanaged, INumberBase<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    /// <summary>Σ dy and Σ dy · n in one pass, which announces what lies so many elements ahead.</summary>
    public static void Sums(T* x, T* dy, int count, nint ahead, TLanes mean, TLanes rstd, out double plain, out double product)
    {
        const int Block = 2048;
        (plain, product) = (0, 0);
        for (int first = 0; first < count; first += Block)
        {
            BlockSums(x + first, dy + first, Math.Min(Block, count - first), ahead, mean, rstd, ref plain, ref product);
        }
    }

    /// <summary>dx = rstd · (dy · weight − first − second · n), and announces what will be written so many elements ahead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Apply(T* x, T* dy, T* dx, int count, nint ahead, TLanes mean, TLanes rstd, TLanes weight, TLanes first, TLanes second)
    {
        TLanes slope = -second;
        int i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            Lines.Fetch(dx + i + ahead);
            One(TLanes.Load(x + i), TLanes.Load(dy + i), mean, rstd, weight, first, slope).Store(dx + i);
        }

        if (i < count)
        {
            int rest = count - i;
            LaneTail.Store(
                dx + i, One(LaneTail.Load<T, TLanes>(x + i, rest), LaneTail.Load<T, TLanes>(dy + i, rest), mean, rstd, weight, first, slope), rest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes One(TLanes x, TLanes dy, TLanes mean, TLanes rstd, TLanes weight, TLanes first, TLanes slope) =>
        TLanes.MultiplyAdd(TLanes.MultiplyAdd(slope, (x - mean) * rstd, (dy * weight) - first), rstd, TLanes.Zero);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void BlockSums(T* x, T* dy, int count, nint ahead, TLanes mean, TLanes rstd, ref double plain, ref double product)
    {
        TLanes a = TLanes.Zero, b = TLanes.Zero, c = TLanes.Zero, d = TLanes.Zero;
        int i = 0;
        for (; i <= count - (2 * TLanes.Count); i += 2 * TLanes.Count)
        {
            Lines.Fetch(x + i + ahead);
            Lines.Fetch(dy + i + ahead);
            TLanes one = TLanes.Load(dy + i);
            a += one;
            b = TLanes.MultiplyAdd(one, (TLanes.Load(x + i) - mean) * rstd, b);
            TLanes other = TLanes.Load(dy + i + TLanes.Count);
            c += other;
            d = TLanes.MultiplyAdd(other, (TLanes.Load(x + i + TLanes.Count) - mean) * rstd, d);
        }

        for (; i < count; i += TLanes.Count)
        {
            int some = Math.Min(TLanes.Count, count - i);

            // Behind the segment dy is 0.
            TLanes one = LaneTail.Load<T, TLanes>(dy + i, some);
            a += one;
            b = TLanes.MultiplyAdd(one, (LaneTail.Load<T, TLanes>(x + i, some) - mean) * rstd, b);
        }

        plain += LaneSums<T, TLanes>.Total(a + c);
        product += LaneSums<T, TLanes>.Total(b + d);
    }
}
