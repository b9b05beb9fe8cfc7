using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>Bools between their byte in memory and the width of lanes.</summary>
internal static unsafe class Truths
{
    /// <summary>Sixteen numbers of 32 bits to bools: false where 0 or −0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Narrow(uint* source, byte* target)
    {
        var low = Vector128.Narrow(IsZero(source), IsZero(source + 4));
        var high = Vector128.Narrow(IsZero(source + 8), IsZero(source + 12));
        Vector128.AndNot(Vector128<byte>.One, Vector128.Narrow(low, high)).Store(target);
    }

    /// <summary>Sixteen numbers of 64 bits to bools: false where 0 or −0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Narrow(ulong* source, byte* target)
    {
        var low = Vector128.Narrow(
            Vector128.Narrow(IsZero(source), IsZero(source + 2)), Vector128.Narrow(IsZero(source + 4), IsZero(source + 6)));
        var high = Vector128.Narrow(
            Vector128.Narrow(IsZero(source + 8), IsZero(source + 10)), Vector128.Narrow(IsZero(source + 12), IsZero(source + 14)));
        Vector128.AndNot(Vector128<byte>.One, Vector128.Narrow(low, high)).Store(target);
    }

    /// <summary>Bools to 0 and 1 of an integer's width, 32 or 64 bits; a multiple of sixteen.</summary>
    [MethodImpl(Hot.Loop)]
    public static void Widen<T>(byte* source, T* target, nint count)
        where T : unmanaged
    {
        for (nint i = 0; i < count; i += 16)
        {
            var (low, high) = Vector128.Widen(Vector128.Load(source + i));
            var (v0, v1) = Vector128.Widen(low);
            var (v2, v3) = Vector128.Widen(high);
            Store(v0, target + i);
            Store(v1, target + i + 4);
            Store(v2, target + i + 8);
            Store(v3, target + i + 12);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(Vector128<uint> four, T* target)
        where T : unmanaged
    {
        if (sizeof(T) == sizeof(uint))
        {
            four.Store((uint*)target);
            return;
        }

        var (low, high) = Vector128.Widen(four);
        low.Store((ulong*)target);
        high.Store((ulong*)target + 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> IsZero(uint* source) => Vector128.Equals(Vector128.Load(source) << 1, Vector128<uint>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> IsZero(ulong* source) => Vector128.Equals(Vector128.Load(source) << 1, Vector128<ulong>.Zero);
}
