using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Normalization;

/// <summary>
/// Sums of terms by a tree that the length alone decides: blocks are added up in four chains a lane, the chains pairwise, the blocks
/// in double.
/// </summary>
internal static unsafe class LaneSums<T, TLanes>
    where T : unmanaged, INumberBase<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    /// <summary>Elements of a block: a chain of a float32 sum is at most 64 long, however many lanes there are.</summary>
    public static int Block => 64 * 4 * TLanes.Count;

    /// <summary>The sum over neighbouring elements, which announces what lies so many elements ahead of x.</summary>
    public static double Along<TTerm>(T* x, T* dy, nint count, TTerm term, nint ahead = 0)
        where TTerm : struct, ILaneTerm<TLanes>
    {
        double total = 0;
        for (nint first = 0; first < count; first += Block)
        {
            total += BlockSum(x + first, dy + first, (int)nint.Min(Block, count - first), term, ahead);
        }

        return total;
    }

    /// <summary>The sums over the rows of some neighbouring columns, as many as there are lanes or fewer.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Down<TTerm>(T* x, T* dy, nint stride, int rows, int columns, TTerm term, double* sums)
        where TTerm : struct, ILaneTerm<TLanes>
    {
        const int RowsInBlock = 64;
        T* lanes = stackalloc T[LaneTail.MostLanes];
        new Span<double>(sums, columns).Clear();
        for (int first = 0; first < rows; first += RowsInBlock)
        {
            int end = Math.Min(rows, first + RowsInBlock);
            TLanes sum = TLanes.Zero;
            if (columns == TLanes.Count)
            {
                for (int row = first; row < end; row++)
                {
                    sum += term.Of(TLanes.Load(x + (row * stride)), TLanes.Load(dy + (row * stride)));
                }
            }
            else
            {
                for (int row = first; row < end; row++)
                {
                    sum += term.Of(LaneTail.Load<T, TLanes>(x + (row * stride), columns), LaneTail.Load<T, TLanes>(dy + (row * stride), columns));
                }
            }

            sum.Store(lanes);
            for (int i = 0; i < columns; i++)
            {
                sums[i] += double.CreateTruncating(lanes[i]);
            }
        }
    }

    /// <summary>The sum of a register's lanes, pairwise.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Total(TLanes sum)
    {
        T* lanes = stackalloc T[LaneTail.MostLanes];
        sum.Store(lanes);
        for (int half = TLanes.Count / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                lanes[i] += lanes[i + half];
            }
        }

        return double.CreateTruncating(lanes[0]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double BlockSum<TTerm>(T* x, T* dy, int count, TTerm term, nint ahead)
        where TTerm : struct, ILaneTerm<TLanes>
    {
        TLanes a = TLanes.Zero, b = TLanes.Zero, c = TLanes.Zero, d = TLanes.Zero;
        int i = 0;
        for (; i <= count - (4 * TLanes.Count); i += 4 * TLanes.Count)
        {
            Lines.Fetch(x + i + ahead);
            Lines.Fetch(x + i + ahead + (2 * TLanes.Count));
            a += term.Of(TLanes.Load(x + i), TLanes.Load(dy + i));
            b += term.Of(TLanes.Load(x + i + TLanes.Count), TLanes.Load(dy + i + TLanes.Count));
            c += term.Of(TLanes.Load(x + i + (2 * TLanes.Count)), TLanes.Load(dy + i + (2 * TLanes.Count)));
            d += term.Of(TLanes.Load(x + i + (3 * TLanes.Count)), TLanes.Load(dy + i + (3 * TLanes.Count)));
        }

        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            a += term.Of(TLanes.Load(x + i), TLanes.Load(dy + i));
        }

        if (i < count)
        {
            TLanes tail = term.Of(LaneTail.Load<T, TLanes>(x + i, count - i), LaneTail.Load<T, TLanes>(dy + i, count - i));
            b += LaneTail.Only<T, TLanes>(tail, count - i);
        }

        return Total((a + b) + (c + d));
    }
}
