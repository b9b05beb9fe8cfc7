using System.Runtime.CompilerServices;

namespace Autograd.Numerics.Functions;

/// <summary>
/// 1 / (1 + e⁻ˣ), written with e = e⁻|ˣ| ≤ 1 as 1 / (1 + e) above zero and e / (1 + e) below, so that nothing overflows and the
/// left tail keeps its relative accuracy down to the denormals.
/// </summary>
internal static class Logistic
{
    /// <summary>The logistic function of float lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Single<L>(L x)
        where L : unmanaged, IFloatLanes<L> => Of(x, Exponential.Single(L.Or(x, L.Bits32(0x80000000))));

    /// <summary>The logistic function of double lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Double<L>(L x)
        where L : unmanaged, IFloatLanes<L> => Of(x, Exponential.Double(L.Or(x, L.Bits64(0x8000000000000000))));

    // What 1 + e lost to rounding is taken off the quotient to first order. 1/(1 + e) is wanted to a few bits only there, so a straight
    // line through it does.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Of<L>(L x, L e)
        where L : unmanaged, IFloatLanes<L>
    {
        L sum = L.One + e;
        L lost = e - (sum - L.One);
        L quotient = L.IfLess(x, L.Zero, e, L.One) / sum;
        L inverse = L.Constant(1.457) - sum * L.Constant(0.5);
        return quotient - quotient * (lost * inverse);
    }
}
