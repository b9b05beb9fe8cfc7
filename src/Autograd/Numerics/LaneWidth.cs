using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Numerics;

/// <summary>
/// The widest lanes this machine computes in hardware. Exactly one property is true, each a constant to the JIT, so a loop that
/// asks them in turn compiles to one branch only. Wider lanes than the hardware's still give the same bits, slowly.
/// </summary>
internal static class LaneWidth
{
    /// <summary>Choose <see cref="Wide512{T}"/>.</summary>
    public static bool Use512
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated;
    }

    /// <summary>Choose <see cref="Wide256{T}"/>.</summary>
    public static bool Use256
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !Vector512.IsHardwareAccelerated && Vector256.IsHardwareAccelerated;
    }

    /// <summary>Choose <see cref="Wide128{T}"/>.</summary>
    public static bool Use128
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !Vector256.IsHardwareAccelerated && Vector128.IsHardwareAccelerated;
    }

    /// <summary>Choose <see cref="Scalar{T}"/>: without vector hardware the runtime's software vectors are far slower than one lane.</summary>
    public static bool UseScalar
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !Vector128.IsHardwareAccelerated;
    }
}
