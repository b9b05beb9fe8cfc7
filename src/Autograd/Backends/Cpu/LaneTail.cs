using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu;

/// <summary>Fewer elements than a register has lanes: they go through memory padded with zeros, so that they are computed like all others.</summary>
internal static unsafe class LaneTail
{
    /// <summary>The widest register's lanes.</summary>
    public const int MostLanes = 16;

    /// <summary>The elements, and zeros in the lanes behind them.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TLanes Load<T, TLanes>(T* source, int count)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        T* lanes = stackalloc T[MostLanes];
        TLanes.Zero.Store(lanes);
        for (int i = 0; i < count; i++)
        {
            lanes[i] = source[i];
        }

        return TLanes.Load(lanes);
    }

    /// <summary>The first lanes of a register, and zeros in those behind them.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TLanes Only<T, TLanes>(TLanes value, int count)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        T* lanes = stackalloc T[MostLanes];
        value.Store(lanes);
        for (int i = count; i < TLanes.Count; i++)
        {
            lanes[i] = default;
        }

        return TLanes.Load(lanes);
    }

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
}
