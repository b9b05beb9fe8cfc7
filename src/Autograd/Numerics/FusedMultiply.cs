using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Numerics;

/// <summary>
/// Whether a·b + c rounds once on this machine. Asked by every width and by the scalar alike, so that they agree on every bit;
/// the runtime's own software fallback would be correct too, but some hundred times slower.
/// </summary>
internal static class FusedMultiply
{
    /// <summary>True where the hardware fuses; a constant to the JIT.</summary>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Fma.IsSupported || AdvSimd.IsSupported;
    }
}
