using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>Reduces the rows of a matrix into one row, some columns of it.</summary>
internal static unsafe class ColumnReducer<T, TLanes, TRule>
    where T : unmanaged
    where TLanes : unmanaged, ILanes<TLanes, T>
    where TRule : struct, IReductionRule
{
    /// <summary>Rows of a part: 2⁵ blocks.</summary>
    public const int Part = Block << Levels;

    /// <summary>Rows of a block.</summary>
    private const int Block = 32;

    private const int Levels = 5;

    private const int TileBytes = 4096;

    /// <summary>The most columns at a time: their results on every level of the tree stay in the first-level cache.</summary>
    public static int MostColumns => TileBytes / sizeof(T);

    /// <summary>Reduces at most a part of rows; nothing is read from <paramref name="end"/> on.</summary>
    [SkipLocalsInit]
    [MethodImpl(Hot.Loop)]
    public static void Reduce(T* x, nint stride, nint rows, nint columns, T* end, T* y)
    {
        // A vector more than the columns, since the last one is computed whole.
        const int LevelBytes = TileBytes + CacheLine.Size;
        var levels = stackalloc byte[((Levels + 2) * LevelBytes) + CacheLine.Size];
        levels = Tile.Align(levels);
        var depth = 0;
        for (nint done = 0; done < rows; done += Block)
        {
            ReduceBlock(x + (done * stride), stride, Math.Min(Block, rows - done), columns, end, (T*)(levels + (depth++ * LevelBytes)));
            for (var merged = done / Block; (merged & 1) != 0; merged >>= 1)
            {
                depth--;
                Merge((T*)(levels + ((depth - 1) * LevelBytes)), (T*)(levels + (depth * LevelBytes)), columns);
            }
        }

        for (; depth > 1; depth--)
            Merge((T*)(levels + ((depth - 2) * LevelBytes)), (T*)(levels + ((depth - 1) * LevelBytes)), columns);
        Buffer.MemoryCopy(levels, y, columns * sizeof(T), columns * sizeof(T));
    }

    /// <summary>Combines results in pairs, then these, …, into the first; <paramref name="stride"/> elements from one to the next.</summary>
    [MethodImpl(Hot.Loop)]
    public static void Tree(T* results, nint stride, long count, nint columns)
    {
        for (long step = 1; step < count; step *= 2)
        {
            for (long i = 0; i + step < count; i += 2 * step)
            {
                var a = results + (i * stride);
                var b = results + ((i + step) * stride);
                for (nint column = 0; column < columns; column++)
                    TRule.Combine(Scalar<T>.Load(a + column), Scalar<T>.Load(b + column)).Store(a + column);
            }
        }
    }

    [MethodImpl(Hot.Loop)]
    private static void Merge(T* a, T* b, nint columns)
    {
        for (nint column = 0; column < columns; column += TLanes.Count)
            TRule.Combine(TLanes.Load(a + column), TLanes.Load(b + column)).Store(a + column);
    }

    // Four rows at a time are combined in pairs and their result with the block's, which is read and written a quarter as often so.
    [MethodImpl(Hot.Loop)]
    private static void ReduceBlock(T* x, nint stride, nint rows, nint columns, T* end, T* y)
    {
        nint row = 0;
        for (; row <= rows - 4; row += 4)
        {
            for (nint column = 0; column < columns; column += TLanes.Count)
            {
                var from = x + column;
                TLanes v0, v1, v2, v3;
                if (from + (3 * stride) + TLanes.Count <= end)
                {
                    v0 = TLanes.Load(from);
                    v1 = TLanes.Load(from + stride);
                    v2 = TLanes.Load(from + (2 * stride));
                    v3 = TLanes.Load(from + (3 * stride));
                }
                else
                {
                    v0 = Guarded(from, end);
                    v1 = Guarded(from + stride, end);
                    v2 = Guarded(from + (2 * stride), end);
                    v3 = Guarded(from + (3 * stride), end);
                }

                var four = TRule.Combine(TRule.Combine(v0, v1), TRule.Combine(v2, v3));
                (row == 0 ? four : TRule.Combine(TLanes.Load(y + column), four)).Store(y + column);
            }

            x += 4 * stride;
        }

        for (; row < rows; row++)
        {
            for (nint column = 0; column < columns; column += TLanes.Count)
            {
                var value = Guarded(x + column, end);
                (row == 0 ? value : TRule.Combine(TLanes.Load(y + column), value)).Store(y + column);
            }

            x += stride;
        }
    }

    // A vector that begins in the last columns goes on into the next row, which does no harm, but not beyond the array.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Guarded(T* from, T* end) => from + TLanes.Count <= end ? TLanes.Load(from) : Padded(from, end);

    [SkipLocalsInit]
    [MethodImpl(Hot.Loop)]
    private static TLanes Padded(T* from, T* end)
    {
        var padded = stackalloc T[KernelCall.Step];
        TRule.Start<TLanes>().Store(padded);
        for (nint i = 0; i < end - from; i++)
            padded[i] = from[i];
        return TLanes.Load(padded);
    }
}
