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

    /// <summary>Bools to 0 and 1 of 32 bits; a multiple of sixteen.</summary>
    public static void Widen(byte* source, uint* target, nint count)
    {
        for (nint i = 0; i < count; i += 16)
        {
            var (low, high) = Vector128.Widen(Vector128.Load(source + i));
            var (v0, v1) = Vector128.Widen(low);
            var (v2, v3) = Vector128.Widen(high);
            v0.Store(target + i);
            v1.Store(target + i + 4);
            v2.Store(target + i + 8);
            v3.Store(target + i + 12);
        }
    }

    /// <summary>Sixteen bools to 0 and 1 of 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Widen(byte* source, ulong* target)
    {
        var (low, high) = Vector128.Widen(Vector128.Load(source));
        Four(low.GetLower(), target);
        Four(low.GetUpper(), target + 4);
        Four(high.GetLower(), target + 8);
        Four(high.GetUpper(), target + 12);

        static void Four(Vector64<ushort> four, ulong* to)
        {
            var (v0, v1) = Vector128.Widen(Vector128.WidenLower(Vector128.Create(four, Vector64<ushort>.Zero)));
            v0.Store(to);
            v1.Store(to + 2);
        }
    }

    private static Vector128<uint> IsZero(uint* source) => Vector128.Equals(Vector128.Load(source) << 1, Vector128<uint>.Zero);

    private static Vector128<ulong> IsZero(ulong* source) => Vector128.Equals(Vector128.Load(source) << 1, Vector128<ulong>.Zero);
}
