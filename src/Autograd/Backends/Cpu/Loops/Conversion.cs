using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>
/// One element from a type to another: to floats rounding once to the nearest, ties to even; to integers towards zero, stopping at
/// their ends, NaN to 0; to bool whether it is not 0; from bool to 0 or 1.
/// </summary>
internal static class Conversion
{
    /// <summary>Converts; the JIT keeps only the branch of the two types.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TTo Convert<TFrom, TTo>(TFrom value)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        if (typeof(TFrom) == typeof(double))
            return FromDouble<TTo>(Unsafe.BitCast<TFrom, double>(value));
        if (typeof(TFrom) == typeof(long))
            return FromLong<TTo>(Unsafe.BitCast<TFrom, long>(value));
        if (typeof(TFrom) == typeof(int))
            return FromInt<TTo>(Unsafe.BitCast<TFrom, int>(value));
        if (typeof(TFrom) == typeof(bool))
            return FromInt<TTo>(Unsafe.BitCast<TFrom, byte>(value) != 0 ? 1 : 0);
        if (typeof(TFrom) == typeof(Half))
            return FromFloat<TTo>((float)Unsafe.BitCast<TFrom, Half>(value));
        if (typeof(TFrom) == typeof(BFloat16))
            return FromFloat<TTo>(Unsafe.BitCast<TFrom, BFloat16>(value));
        return FromFloat<TTo>(Unsafe.BitCast<TFrom, float>(value));
    }

    /// <summary>Converts a number to an element of some type.</summary>
    public static unsafe void Store(double value, DType dtype, byte* target)
    {
        switch (dtype)
        {
            case DType.Float32:
                *(float*)target = FromDouble<float>(value);
                break;
            case DType.Float64:
                *(double*)target = value;
                break;
            case DType.Int32:
                *(int*)target = FromDouble<int>(value);
                break;
            case DType.Int64:
                *(long*)target = FromDouble<long>(value);
                break;
            case DType.Bool:
                *(bool*)target = FromDouble<bool>(value);
                break;
            case DType.Float16:
                *(Half*)target = FromDouble<Half>(value);
                break;
            default:
                *(BFloat16*)target = FromDouble<BFloat16>(value);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TTo FromFloat<TTo>(float value)
        where TTo : unmanaged
    {
        if (typeof(TTo) == typeof(float))
            return Unsafe.BitCast<float, TTo>(value);
        if (typeof(TTo) == typeof(double))
            return Unsafe.BitCast<double, TTo>(value);
        if (typeof(TTo) == typeof(int))
            return Unsafe.BitCast<int, TTo>(int.CreateSaturating(value));
        if (typeof(TTo) == typeof(long))
            return Unsafe.BitCast<long, TTo>(long.CreateSaturating(value));
        if (typeof(TTo) == typeof(bool))
            return Unsafe.BitCast<bool, TTo>(value != 0);
        if (typeof(TTo) == typeof(Half))
            return Unsafe.BitCast<Half, TTo>((Half)value);
        return Unsafe.BitCast<BFloat16, TTo>((BFloat16)value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TTo FromDouble<TTo>(double value)
        where TTo : unmanaged
    {
        if (typeof(TTo) == typeof(float))
            return Unsafe.BitCast<float, TTo>((float)value);
        if (typeof(TTo) == typeof(double))
            return Unsafe.BitCast<double, TTo>(value);
        if (typeof(TTo) == typeof(int))
            return Unsafe.BitCast<int, TTo>(int.CreateSaturating(value));
        if (typeof(TTo) == typeof(long))
            return Unsafe.BitCast<long, TTo>(long.CreateSaturating(value));
        if (typeof(TTo) == typeof(bool))
            return Unsafe.BitCast<bool, TTo>(value != 0);
        if (typeof(TTo) == typeof(Half))
            return Unsafe.BitCast<Half, TTo>((Half)value);
        return Unsafe.BitCast<BFloat16, TTo>((BFloat16)ToOdd(value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TTo FromInt<TTo>(int value)
        where TTo : unmanaged
    {
        if (typeof(TTo) == typeof(int))
            return Unsafe.BitCast<int, TTo>(value);
        if (typeof(TTo) == typeof(long))
            return Unsafe.BitCast<long, TTo>(value);
        if (typeof(TTo) == typeof(float))
            return Unsafe.BitCast<float, TTo>(value);
        if (typeof(TTo) == typeof(bool))
            return Unsafe.BitCast<bool, TTo>(value != 0);
        return FromDouble<TTo>(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TTo FromLong<TTo>(long value)
        where TTo : unmanaged
    {
        if (typeof(TTo) == typeof(long))
            return Unsafe.BitCast<long, TTo>(value);
        if (typeof(TTo) == typeof(int))
            return Unsafe.BitCast<int, TTo>(int.CreateSaturating(value));
        if (typeof(TTo) == typeof(float))
            return Unsafe.BitCast<float, TTo>(value);
        if (typeof(TTo) == typeof(bool))
            return Unsafe.BitCast<bool, TTo>(value != 0);
        return FromDouble<TTo>(typeof(TTo) == typeof(double) ? value : ToOdd(value));
    }

    /// <summary>
    /// Rounds to the neighbour whose last bit is 1 unless exact: what is rounded so first can be rounded to fewer bits afterwards as if at
    /// once.
    /// </summary>
    private static float ToOdd(double value)
    {
        var rounded = (float)value;
        if (rounded == value || !float.IsFinite(rounded))
            return rounded;
        var bits = BitConverter.SingleToUInt32Bits(rounded);
        if (Math.Abs((double)rounded) > Math.Abs(value))
            bits--;
        return BitConverter.UInt32BitsToSingle(bits | 1);
    }

    // Beyond 2⁵³ the last eleven bits of the magnitude only say whether there is anything below; all bits that are kept are above them.
    private static double ToOdd(long value)
    {
        var sticky = (value & 0x7FF) != 0 ? 1L << 11 : 0;
        return Math.Abs((double)value) < 1L << 53 ? value : (value & ~0x7FFL) | sticky;
    }
}
