using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.CrossEntropy;

/// <summary>The last elements of a row, fewer than a register's lanes, in a register: an element's value never depends on its place.</summary>
internal static unsafe class RowTail
{
    /// <summary>The widest register's lanes.</summary>
    private const int MostLanes = 16;

    /// <summary>Loads elements and −∞ for the lanes behind them, whose exponential is 0. Behind the row, memory may be read where there is some.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<T, TLanes>(T* source, int count, nint readable, T* indices)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T> =>
        readable >= TLanes.Count
            ? TLanes.IfLess(TLanes.Load(indices), TLanes.Constant(count), TLanes.Load(source), TLanes.Constant(double.NegativeInfinity))
            : LoadCopy<T, TLanes>(source, count);

    /// <summary>Stores the first lanes.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Store<T, TLanes>(T* target, TLanes value, int count)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        T* lanes = stackalloc T[MostLanes];
        value.Store(lanes);
        for (int i = 0; i < count; i++)
        {
            target[i] = lanes[i];
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLanes LoadCopy<T, TLanes>(T* source, int count)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        T* lanes = stackalloc T[MostLanes];
        TLanes.Constant(double.NegativeInfinity).Store(lanes);
        for (int i = 0; i < count; i++)
        {
            lanes[i] = source[i];
        }

        return TLanes.Load(lanes);
    }
}
