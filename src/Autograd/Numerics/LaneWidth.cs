using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Numerics;

/// <summary>
/// The widest lanes this machine computes in hardware. Exactly one property is true, each a constant to the JIT, so a loop that
/// asks them in turn compiles to one branch only. Wider lanes than the hardware's still give the same bits, slowly.
/// </summary>
internal static class LaneWidth
{
    /// <summary>
    /// Whether lanes of 512 bits are used without the hardware: a build for tests (<c>-p:EmulateAvx512=true</c>), since few machines have it and every
    /// width has cut-offs and tails of its own.
    /// </summary>
    public static bool Emulates512
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
#if EMULATE_AVX512
        get => true;
#else
        get => false;
#endif
    }

    /// <summary>Choose <see cref="Wide512{T}"/>.</summary>
    public static bool Use512
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated || Emulates512;
    }

    /// <summary>Choose <see cref="Wide256{T}"/>.</summary>
    public static bool Use256
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !Use512 && Vector256.IsHardwareAccelerated;
    }

    /// <summary>Choose <see cref="Wide128{T}"/>.</summary>
    public static bool Use128
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !Use512 && !Vector256.IsHardwareAccelerated && Vector128.IsHardwareAccelerated;
    }

    /// <summary>Choose <see cref="Scalar{T}"/>: without vector hardware the runtime's software vectors are far slower than one lane.</summary>
    public static bool UseScalar
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !Use512 && !Vector128.IsHardwareAccelerated;
    }
}
