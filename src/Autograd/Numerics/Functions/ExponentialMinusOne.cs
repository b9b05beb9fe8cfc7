using System.Runtime.CompilerServices;

namespace Autograd.Numerics.Functions;

/// <summary>
/// eˣ − 1 = 2ⁿ·(eʳ − 1) + (2ⁿ − 1) with the exponential's own n, r and polynomial, which was fitted to eʳ − 1: nothing of what is small
/// is lost in a 1 and taken off again.
/// </summary>
/// <remarks>It is formed with 2ⁿ⁻¹ and doubled, so that the largest n has a power of two too.</remarks>
internal static class ExponentialMinusOne
{
    /// <summary>eˣ − 1 of float lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Single<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        // Below −18 the result rounds to −1; 89 overflows.
        L within = L.AtMost(L.Single(89f), L.AtLeast(L.Single(-18f), x));
        L steps = Exponential.Steps32(within);
        L half = Exponential.PowerOf32(steps - L.One);
        L r = Exponential.Rest32(within, steps);
        L straight = L.MultiplyAdd32(half, r, half - L.Single(0.5f));
        L result = L.MultiplyAdd32(half, r * r * Exponential.Curve32(r), straight);

        // What is tiny is its own result; halved, a denormal would lose its last bit.
        return L.IfLess(L.Abs(x), L.Single(1e-12f), x, result + result);
    }

    /// <summary>eˣ − 1 of double lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Double<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        // Below −40 the result rounds to −1; 710 overflows.
        L within = L.AtMost(L.Double(710.0), L.AtLeast(L.Double(-40.0), x));
        L steps = Exponential.Steps64(within);
        L half = Exponential.PowerOf64(steps - L.One);
        L r = Exponential.Rest64(within, steps);
        L straight = L.MultiplyAdd64(half, r, half - L.Double(0.5));
        L result = L.MultiplyAdd64(half, r * r * Exponential.Curve64(r), straight);
        return L.IfLess(L.Abs(x), L.Double(1e-20), x, result + result);
    }
}
