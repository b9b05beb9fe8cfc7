using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>Reduces contiguous elements.</summary>
internal static unsafe class RowReducer<T, TLanes, TRule>
    where T : unmanaged
    where TLanes : unmanaged, ILanes<TLanes, T>
    where TRule : struct, IReductionRule
{
    /// <summary>Elements of a block.</summary>
    public const int Block = 2048;

    /// <summary>Elements of a part: 2⁵ blocks.</summary>
    public const int Part = Block << Levels;

    /// <summary>Rows up to this length are reduced side by side.</summary>
    public const int ShortRow = 64;

    /// <summary>How many rows at a time then.</summary>
    public const int Group = 16;

    private const int Levels = 5;

    private const int MostLanes = 16;

    /// <summary>
    /// Reduces rows of at most a part each. A row leaves a register of partial results; sixteen of those are transposed and combined in
    /// pairs of halves together, as <see cref="Across"/> does for one.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(Hot.Loop)]
    public static void Rows(T* x, T* y, nint rows, nint length)
    {
        var scratch = stackalloc byte[(2 * Group * MostLanes * sizeof(long)) + CacheLine.Size];
        var lanes = (T*)Tile.Align(scratch);
        var turned = lanes + (Group * MostLanes);
        for (nint row = 0; row < rows; row += Group)
        {
            var group = (int)Math.Min(Group, rows - row);
            for (var i = 0; i < group; i++)
            {
                (length <= Block ? Reduce(x, length) : Tree(x, length)).Store(lanes + (i * MostLanes));
                x += length;
            }

            if (group < Group / 4)
            {
                for (var i = 0; i < group; i++)
                    Across(lanes + (i * MostLanes)).Store(y + row + i);
                continue;
            }

            Tile.CopyBlock(
                (byte*)lanes, sizeof(T), MostLanes * sizeof(T), (byte*)turned, Group * sizeof(T), sizeof(T), TLanes.Count, group, sizeof(T));
            AcrossGroup(turned);
            for (var i = 0; i < group; i++)
                y[row + i] = turned[i];
        }
    }

    /// <summary>Reduces at most a part to one result.</summary>
    [SkipLocalsInit]
    [MethodImpl(Hot.Loop)]
    public static void One(T* x, T* y, nint length)
    {
        var lanes = stackalloc T[MostLanes];
        Tree(x, length).Store(lanes);
        Across(lanes).Store(y);
    }

    /// <summary>Reduces short rows: they are transposed in groups, so that each has a lane of its own.</summary>
    [SkipLocalsInit]
    [MethodImpl(Hot.Loop)]
    public static void ShortRows(T* x, T* y, nint rows, int length)
    {
        var scratch = stackalloc byte[(ShortRow * Group * sizeof(long)) + CacheLine.Size];
        var tile = (T*)Tile.Align(scratch);
        var results = stackalloc T[Group];
        for (nint row = 0; row < rows; row += Group)
        {
            var group = (int)Math.Min(Group, rows - row);
            Tile.CopyBlock(
                (byte*)x, sizeof(T), (long)length * sizeof(T), (byte*)tile, Group * sizeof(T), sizeof(T), length, group, sizeof(T));
            for (var lane = 0; lane < Group; lane += TLanes.Count)
                Down(tile + lane, length).Store(results + lane);
            for (var i = 0; i < group; i++)
                y[row + i] = results[i];
            x += (nint)Group * length;
        }
    }

    /// <summary>Combines the lanes of a register, stored, in pairs of halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar<T> Across(T* lanes)
    {
        for (var half = TLanes.Count / 2; half > 0; half /= 2)
        {
            for (var i = 0; i < half; i++)
                TRule.Combine(Scalar<T>.Load(lanes + i), Scalar<T>.Load(lanes + i + half)).Store(lanes + i);
        }

        return Scalar<T>.Load(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AcrossGroup(T* turned)
    {
        for (var half = TLanes.Count / 2; half > 0; half /= 2)
        {
            for (var i = 0; i < half * Group; i += TLanes.Count)
                TRule.Combine(TLanes.Load(turned + i), TLanes.Load(turned + i + (half * Group))).Store(turned + i);
        }
    }

    // Four chains of every fourth row of the tile, since one would wait for itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Down(T* tile, int length)
    {
        var i = 0;
        var a0 = TRule.Start<TLanes>();
        if (length >= 4)
        {
            a0 = TLanes.Load(tile);
            var a1 = TLanes.Load(tile + Group);
            var a2 = TLanes.Load(tile + (2 * Group));
            var a3 = TLanes.Load(tile + (3 * Group));
            for (i = 4; i <= length - 4; i += 4)
            {
                a0 = TRule.Combine(a0, TLanes.Load(tile + (i * Group)));
                a1 = TRule.Combine(a1, TLanes.Load(tile + ((i + 1) * Group)));
                a2 = TRule.Combine(a2, TLanes.Load(tile + ((i + 2) * Group)));
                a3 = TRule.Combine(a3, TLanes.Load(tile + ((i + 3) * Group)));
            }

            a0 = TRule.Combine(TRule.Combine(a0, a1), TRule.Combine(a2, a3));
        }

        for (; i < length; i++)
            a0 = TRule.Combine(a0, TLanes.Load(tile + (i * Group)));
        return a0;
    }

    /// <summary>The blocks' results combined in pairs: like the digits of a counter, equal levels merge as soon as there are two.</summary>
    [SkipLocalsInit]
    [MethodImpl(Hot.Loop)]
    private static TLanes Tree(T* x, nint length)
    {
        var levels = stackalloc T[MostLanes * (Levels + 2)];
        var depth = 0;
        for (nint done = 0; done < length; done += Block)
        {
            var result = Reduce(x + done, Math.Min(Block, length - done));
            for (var merged = done / Block; (merged & 1) != 0; merged >>= 1)
                result = TRule.Combine(TLanes.Load(levels + (--depth * MostLanes)), result);
            result.Store(levels + (depth++ * MostLanes));
        }

        var all = TLanes.Load(levels + (--depth * MostLanes));
        while (depth > 0)
            all = TRule.Combine(TLanes.Load(levels + (--depth * MostLanes)), all);
        return all;
    }

    /// <summary>Reduces a block to a register, in eight chains.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Reduce(T* x, nint length)
    {
        nint i = 0;
        var all = TRule.Start<TLanes>();
        var step = 8 * TLanes.Count;
        if (length >= step)
        {
            var a0 = TLanes.Load(x);
            var a1 = TLanes.Load(x + TLanes.Count);
            var a2 = TLanes.Load(x + (2 * TLanes.Count));
            var a3 = TLanes.Load(x + (3 * TLanes.Count));
            var a4 = TLanes.Load(x + (4 * TLanes.Count));
            var a5 = TLanes.Load(x + (5 * TLanes.Count));
            var a6 = TLanes.Load(x + (6 * TLanes.Count));
            var a7 = TLanes.Load(x + (7 * TLanes.Count));
            for (i = step; i <= length - step; i += step)
            {
                a0 = TRule.Combine(a0, TLanes.Load(x + i));
                a1 = TRule.Combine(a1, TLanes.Load(x + i + TLanes.Count));
                a2 = TRule.Combine(a2, TLanes.Load(x + i + (2 * TLanes.Count)));
                a3 = TRule.Combine(a3, TLanes.Load(x + i + (3 * TLanes.Count)));
                a4 = TRule.Combine(a4, TLanes.Load(x + i + (4 * TLanes.Count)));
                a5 = TRule.Combine(a5, TLanes.Load(x + i + (5 * TLanes.Count)));
                a6 = TRule.Combine(a6, TLanes.Load(x + i + (6 * TLanes.Count)));
                a7 = TRule.Combine(a7, TLanes.Load(x + i + (7 * TLanes.Count)));
            }

            a0 = TRule.Combine(TRule.Combine(a0, a1), TRule.Combine(a2, a3));
            a4 = TRule.Combine(TRule.Combine(a4, a5), TRule.Combine(a6, a7));
            all = TRule.Combine(a0, a4);
        }

        for (; i <= length - TLanes.Count; i += TLanes.Count)
            all = TRule.Combine(all, TLanes.Load(x + i));
        if (i < length)
            all = TRule.Combine(all, Padded(x + i, length - i));
        return all;
    }

    [SkipLocalsInit]
    [MethodImpl(Hot.Loop)]
    private static TLanes Padded(T* x, nint count)
    {
        var padded = stackalloc T[MostLanes];
        TRule.Start<TLanes>().Store(padded);
        Tile.CopyFew((byte*)x, (byte*)padded, count * sizeof(T));
        return TLanes.Load(padded);
    }
}
