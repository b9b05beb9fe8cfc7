using System.Runtime.CompilerServices;

namespace Autograd.Numerics.Functions;

/// <summary>
/// ln x = n·ln 2 + ln(1 + f) with x = 2ⁿ·(1 + f) and 1 + f in [√½, √2), so that nothing cancels near 1.
/// </summary>
/// <remarks>
/// The polynomials were fitted with weighted Remez exchange in 40-digit arithmetic for the least maximal error relative to
/// ln(1 + f), then rounded: 2⁻²⁷ for float, 2⁻⁵⁹ for double. In double the series runs in s = f / (2 + f), ln(1 + f) = 2·artanh s,
/// because a polynomial in f would need twenty terms; in float eight terms are cheaper than the division.
/// </remarks>
internal static class Logarithm
{
    private const float Ln2High32 = 0.693145752f;
    private const float Ln2Low32 = 1.42860682e-06f;
    private const double Ln2High64 = 0.6931471805601177;
    private const double Ln2Low64 = -1.7239444525614835e-13;

    // The bits of √½, and of 1 less those of √½: adding the latter carries into the exponent exactly from √½ on.
    private const uint HalfRoot32 = 0x3f3504f3;
    private const uint ToHalfRoot32 = 0x3f800000 - HalfRoot32;
    private const ulong HalfRoot64 = 0x3fe6a09e667f3bcd;
    private const ulong ToHalfRoot64 = 0x3ff0000000000000 - HalfRoot64;

    /// <summary>ln x of float lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Single<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        // Denormals are lifted into the normal range by 2²³; 0, negative numbers, ∞ and NaN are put right at the end.
        L least = L.Bits32(0x00800000);
        L normal = L.IfLess(x, least, x * L.Single(8388608f), x);
        L shifted = L.AddBits32(normal, L.Bits32(ToHalfRoot32));

        // The exponent as the low bits of a number in [2²³, 2²⁴), whose own value and the bias are then taken off.
        L n = L.Or(L.ShiftRight32(shifted, 23), L.Single(8388608f)) - L.IfLess(x, least, L.Single(8388608f + 127f + 23f), L.Single(8388608f + 127f));
        L f = L.AddBits32(L.And(shifted, L.Bits32(0x007fffff)), L.Bits32(HalfRoot32)) - L.One;

        L square = f * f;
        L even = L.MultiplyAdd32(square, L.Single(0.127665594f), 0.142009467f);
        L odd = L.MultiplyAdd32(square, L.Single(-0.0764213353f), -0.131595075f);
        even = L.MultiplyAdd32(square, even, 0.200012609f);
        odd = L.MultiplyAdd32(square, odd, -0.166233346f);
        even = L.MultiplyAdd32(square, even, 0.333333313f);
        odd = L.MultiplyAdd32(square, odd, -0.250008225f);
        L bent = L.MultiplyAdd32(f, L.MultiplyAdd32(f, odd, even), -0.5f);
        L rest = L.MultiplyAdd32(square, bent, n * L.Single(Ln2Low32));
        L y = L.MultiplyAdd32(n, L.Single(Ln2High32), f + rest);
        return Corners(x, y, L.Single(float.PositiveInfinity), L.Single(float.NaN));
    }

    /// <summary>ln x of double lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Double<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        const double Lift = 4503599627370496.0;
        L least = L.Bits64(0x0010000000000000);
        L normal = L.IfLess(x, least, x * L.Double(Lift), x);
        L shifted = L.AddBits64(normal, L.Bits64(ToHalfRoot64));
        L n = L.Or(L.ShiftRight64(shifted, 52), L.Double(Lift)) - L.IfLess(x, least, L.Double(Lift + 1023.0 + 52.0), L.Double(Lift + 1023.0));
        L f = L.AddBits64(L.And(shifted, L.Bits64(0x000fffffffffffff)), L.Bits64(HalfRoot64)) - L.One;

        L s = f / (f + L.Double(2.0));
        L z = s * s;
        L w = z * z;
        L even = L.MultiplyAdd64(w, L.Double(0.14795480723542984), 0.18183562248604576);
        L odd = L.MultiplyAdd64(w, L.Double(0.15314100361609415), 0.22222198616112607);
        even = L.MultiplyAdd64(w, even, 0.285714287419337);
        odd = L.MultiplyAdd64(w, odd, 0.39999999999416935);
        even = L.MultiplyAdd64(w, even, 0.6666666666666734);
        L bent = z * L.MultiplyAdd64(z, odd, even);

        // With h = f²/2, 2·artanh s = f − (h − s·(h + bent)): f is exact and dominates, so what is rounded is small.
        L h = f * f * L.Double(0.5);
        L rest = h - L.MultiplyAdd64(s, h + bent, n * L.Double(Ln2Low64));
        L y = L.MultiplyAdd64(n, L.Double(Ln2High64), f - rest);
        return Corners(x, y, L.Double(double.PositiveInfinity), L.Double(double.NaN));
    }

    // ∞ at ∞, −∞ at ±0, NaN below and at NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Corners<L>(L x, L y, L infinity, L nan)
        where L : unmanaged, IFloatLanes<L> =>
        L.IfLess(L.Zero, x, L.IfLess(x, infinity, y, infinity), L.IfEqual(x, L.Zero, -infinity, nan));
}
