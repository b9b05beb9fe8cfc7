using System.Runtime.CompilerServices;

namespace Autograd.Numerics.Functions;

/// <summary>
/// eˣ = 2ⁿ·eʳ with n = round(x / ln 2) and |r| ≤ ln 2 / 2, and the parts of it that tanh and the logistic function share.
/// </summary>
/// <remarks>
/// <para>ln 2 is subtracted in two parts (Cody and Waite): the high one has so few bits that n times it is exact, fused or not.</para>
/// <para>The polynomials are eʳ − 1 = r + r²·q(r), q fitted with weighted Remez exchange in 40-digit arithmetic for the least
/// maximal error relative to eʳ − 1, then rounded coefficient by coefficient: 2⁻²⁶ for float, 2⁻⁵⁵ for double. Fitting eʳ − 1 rather
/// than eʳ is what keeps tanh accurate near zero.</para>
/// </remarks>
internal static class Exponential
{
    private const float Log2E32 = 1.44269504f;
    private const float Ln2High32 = 0.693145752f;
    private const float Ln2Low32 = 1.42860682e-06f;
    private const double Log2E64 = 1.4426950408889634;
    private const double Ln2High64 = 0.6931471805601177;
    private const double Ln2Low64 = -1.7239444525614835e-13;

    // Added to a small number, 1.5·2²³ (1.5·2⁵²) leaves the nearest integer n in the sum's low bits. 127 (1023) more, and those bits
    // moved to the exponent's place are 2ⁿ.
    private const float Round32 = 12582912f + 127f;
    private const double Round64 = 6755399441055744.0 + 1023.0;

    /// <summary>eˣ of float lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Single<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        // Beyond these limits the result is ∞ or 0, which the scaling by 2ⁿ still produces.
        x = L.AtMost(L.Single(89f), L.AtLeast(L.Single(-104f), x));
        L n = Steps32(x) - L.Single(Round32);
        return L.Scale32(L.One + MinusOne32(Rest32(x, n)), n);
    }

    /// <summary>eˣ of double lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Double<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        x = L.AtMost(L.Double(710.0), L.AtLeast(L.Double(-746.0), x));
        L n = Steps64(x) - L.Double(Round64);
        return L.Scale64(L.One + MinusOne64(Rest64(x, n)), n);
    }

    /// <summary>eˣ − 1 of float lanes for 0 ≤ x ≤ 80, with full relative accuracy down to 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L NonNegativeMinusOne32<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        L steps = Steps32(x);
        L power = L.ShiftLeft32(steps, 23);
        return L.MultiplyAdd(power, MinusOne32(Rest32(x, steps - L.Single(Round32))), power - L.One);
    }

    /// <summary>eˣ − 1 of double lanes for 0 ≤ x ≤ 700, with full relative accuracy down to 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L NonNegativeMinusOne64<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        L steps = Steps64(x);
        L power = L.ShiftLeft64(steps, 52);
        return L.MultiplyAdd(power, MinusOne64(Rest64(x, steps - L.Double(Round64))), power - L.One);
    }

    // round(x / ln 2), still with the rounding constant on it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Steps32<L>(L x)
        where L : unmanaged, IFloatLanes<L> => L.MultiplyAdd(x, L.Single(Log2E32), L.Single(Round32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Steps64<L>(L x)
        where L : unmanaged, IFloatLanes<L> => L.MultiplyAdd(x, L.Double(Log2E64), L.Double(Round64));

    // x − n·ln 2
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Rest32<L>(L x, L n)
        where L : unmanaged, IFloatLanes<L> =>
        L.MultiplyAdd(n, L.Single(-Ln2Low32), L.MultiplyAdd(n, L.Single(-Ln2High32), x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Rest64<L>(L x, L n)
        where L : unmanaged, IFloatLanes<L> =>
        L.MultiplyAdd(n, L.Double(-Ln2Low64), L.MultiplyAdd(n, L.Double(-Ln2High64), x));

    // eʳ − 1 for |r| ≤ ln 2 / 2
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L MinusOne32<L>(L r)
        where L : unmanaged, IFloatLanes<L>
    {
        L q = L.MultiplyAdd(r, L.Single(0.00138378609f), L.Single(0.00836708769f));
        q = L.MultiplyAdd(r, q, L.Single(0.0416677482f));
        q = L.MultiplyAdd(r, q, L.Single(0.16666539f));
        q = L.MultiplyAdd(r, q, L.Single(0.49999997f));
        return L.MultiplyAdd(r * r, q, r);
    }

    // Even and odd powers apart: half the depth of Horner's chain for one product more.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L MinusOne64<L>(L r)
        where L : unmanaged, IFloatLanes<L>
    {
        L square = r * r;
        L even = L.MultiplyAdd(square, L.Double(2.7626092837958166e-07), L.Double(2.4801505142652173e-05));
        L odd = L.MultiplyAdd(square, L.Double(2.5053772548703133e-08), L.Double(2.7557407694604705e-06));
        even = L.MultiplyAdd(square, even, L.Double(0.0013888888931667186));
        odd = L.MultiplyAdd(square, odd, L.Double(0.00019841269718703174));
        even = L.MultiplyAdd(square, even, L.Double(0.041666666666576466));
        odd = L.MultiplyAdd(square, odd, L.Double(0.008333333333389736));
        even = L.MultiplyAdd(square, even, L.Double(0.5000000000000006));
        odd = L.MultiplyAdd(square, odd, L.Double(0.16666666666666588));
        return L.MultiplyAdd(square, L.MultiplyAdd(r, odd, even), r);
    }
}
