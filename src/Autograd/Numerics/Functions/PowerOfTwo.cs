using System.Runtime.CompilerServices;

namespace Autograd.Numerics.Functions;

/// <summary>
/// Multiplication by 2ⁿ in two exact factors, so that only the second product rounds: the one rounding that a denormal result
/// or an overflow needs, and the same bits as the scaling instruction of machines that have it.
/// </summary>
internal static class PowerOfTwo
{
    // A number below 2²² added to 1.5·2²³ leaves its integer in the low bits of the significand. With the exponent's bias added
    // as well, those bits moved to the exponent's place are 2ⁿ; what stood above them falls off at the sign.
    private const float Biased32 = 12582912f + 127f;
    private const double Biased64 = 6755399441055744.0 + 1023.0;

    /// <summary>value · 2ⁿ of float lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Scale32<L>(L value, L n)
        where L : unmanaged, IFloatLanes<L>
    {
        L half = L.Floor(n * L.Single(0.5f));
        return value * Of32(half) * Of32(n - half);
    }

    /// <summary>value · 2ⁿ of double lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Scale64<L>(L value, L n)
        where L : unmanaged, IFloatLanes<L>
    {
        L half = L.Floor(n * L.Double(0.5));
        return value * Of64(half) * Of64(n - half);
    }

    /// <summary>2ⁿ of float lanes for an integral n in [−126, 127].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Of32<L>(L n)
        where L : unmanaged, IFloatLanes<L> => L.ShiftLeft32(n + L.Single(Biased32), 23);

    /// <summary>2ⁿ of double lanes for an integral n in [−1022, 1023].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Of64<L>(L n)
        where L : unmanaged, IFloatLanes<L> => L.ShiftLeft64(n + L.Double(Biased64), 52);
}
