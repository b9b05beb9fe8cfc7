using System.Runtime.CompilerServices;

namespace Autograd.Numerics.Functions;

/// <summary>
/// Two independent standard normal numbers from two random integers: r·cos 2πv and r·sin 2πv with r = √(−2 ln u).
/// </summary>
/// <remarks>
/// <para>In float u is the nearest number to (a + ½) / 2³² and v the upper 24 bits of b over 2²⁴; in double u = (a + ½) / 2⁵² and
/// v = b / 2⁵² with the upper 52 bits of each. Both are exact integers' work, so every device has the same u and v, and the results
/// are within 2 ulp of the formula's exact value at them, 3 without fused products. |x| ≤ 6.8 in float and 8.6 in double.</para>
/// <para>The angle is reduced in integers to q quarter turns and t quarters, |t| ≤ ½. The polynomials sin(πt/2) = t·(π/2 + t²·S(t²))
/// and cos(πt/2) = 1 + t²·C(t²) were fitted with weighted Remez exchange in 40-digit arithmetic for the least maximal relative error:
/// 2⁻²⁸ and 2⁻³¹ in float, 2⁻⁵⁸ and 2⁻⁶¹ in double.</para>
/// </remarks>
internal static class BoxMuller
{
    private const float HalfPiHigh32 = 1.57079633f;
    private const float HalfPiLow32 = -4.371139e-08f;
    private const double HalfPiHigh64 = 1.5707963267948966;
    private const double HalfPiLow64 = 6.123233995736766e-17;

    /// <summary>Two normal numbers in float lanes from lanes whose 32 bits are random.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (L First, L Second) Single<L>(L a, L b)
        where L : unmanaged, IFloatLanes<L>
    {
        // Integers below 2²³ become floats as the low bits of a number in [2²³, 2²⁴).
        L whole = L.Single(8388608f);
        L high = L.Or(L.ShiftRight32(a, 16), whole) - whole;
        L low = L.Or(L.And(a, L.Bits32(0xffff)), whole) - whole;
        L tail = L.MultiplyAdd32(low, L.Single(1f / 4294967296f), 1f / 8589934592f);
        L u = L.MultiplyAdd32(high, L.Single(1f / 65536f), tail);
        L radius = L.Sqrt(Logarithm.Single(u) * L.Single(-2f));

        L turn = L.AddBits32(L.ShiftRight32(b, 8), L.Bits32(1 << 21));
        L t = (L.Or(L.And(turn, L.Bits32((1 << 22) - 1)), whole) - L.Single(8388608f + 2097152f)) * L.Single(1f / 4194304f);
        L z = t * t;

        // Each product with the radius is the last rounding but one: the sine and the cosine are never rounded themselves.
        L sine = L.MultiplyAdd32(z, L.Single(-0.00460373191f), 0.0796810836f);
        sine = L.MultiplyAdd32(z, sine, -0.645963609f);
        L line = t * L.Single(HalfPiHigh32);
        L lost = L.MultiplyAdd32(t, L.Single(HalfPiHigh32), -line);
        sine = L.MultiplyAdd32(t, L.MultiplyAdd32(z, sine, HalfPiLow32), lost);
        sine = L.MultiplyAdd32(radius, line, radius * sine);
        L cosine = L.MultiplyAdd32(z, L.Single(0.00089448638f), -0.0208555963f);
        cosine = L.MultiplyAdd32(z, cosine, 0.253668547f);
        cosine = L.MultiplyAdd32(z, cosine, -1.23370051f);
        cosine = L.MultiplyAdd32(radius, z * cosine, radius);

        // Bit 0 of q swaps sine and cosine, bit 1 of q is the sine's sign, bit 1 of q + 1 the cosine's.
        L sign = L.Bits32(0x80000000);
        L odd = L.Or(L.And(L.ShiftLeft32(turn, 9), sign), L.One);
        L cosineSign = L.And(L.ShiftLeft32(L.AddBits32(turn, L.Bits32(1 << 22)), 8), sign);
        L sineSign = L.And(L.ShiftLeft32(turn, 8), sign);
        return (L.Xor(L.IfLess(odd, L.Zero, sine, cosine), cosineSign), L.Xor(L.IfLess(odd, L.Zero, cosine, sine), sineSign));
    }

    /// <summary>Two normal numbers in double lanes from lanes whose 64 bits are random.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (L First, L Second) Double<L>(L a, L b)
        where L : unmanaged, IFloatLanes<L>
    {
        const double Whole = 4503599627370496.0;
        L whole = L.Double(Whole);
        L u = (L.Or(L.ShiftRight64(a, 12), whole) - L.Double(Whole - 0.5)) * L.Double(1.0 / Whole);
        L radius = L.Sqrt(Logarithm.Double(u) * L.Double(-2.0));

        L turn = L.AddBits64(L.ShiftRight64(b, 12), L.Bits64(1UL << 49));
        L t = (L.Or(L.And(turn, L.Bits64((1UL << 50) - 1)), whole) - L.Double(Whole + (1L << 49))) * L.Double(1.0 / (1L << 50));
        L z = t * t;
        L sine = L.MultiplyAdd64(z, L.Double(5.63431461146876e-08), -3.5986467622405897e-06);
        sine = L.MultiplyAdd64(z, sine, 0.00016044115191324342);
        sine = L.MultiplyAdd64(z, sine, -0.00468175413253369);
        sine = L.MultiplyAdd64(z, sine, 0.07969262624605838);
        sine = L.MultiplyAdd64(z, sine, -0.6459640975062448);
        L line = t * L.Double(HalfPiHigh64);
        L lost = L.MultiplyAdd64(t, L.Double(HalfPiHigh64), -line);
        sine = L.MultiplyAdd64(t, L.MultiplyAdd64(z, sine, HalfPiLow64), lost);
        sine = L.MultiplyAdd64(radius, line, radius * sine);
        L cosine = L.MultiplyAdd64(z, L.Double(-6.2893993515111415e-09), 4.710334098049473e-07);
        cosine = L.MultiplyAdd64(z, cosine, -2.520202744695528e-05);
        cosine = L.MultiplyAdd64(z, cosine, 0.0009192602726323807);
        cosine = L.MultiplyAdd64(z, cosine, -0.02086348076318097);
        cosine = L.MultiplyAdd64(z, cosine, 0.2536695079010417);
        cosine = L.MultiplyAdd64(z, cosine, -1.2337005501361697);
        cosine = L.MultiplyAdd64(radius, z * cosine, radius);

        L sign = L.Bits64(1UL << 63);
        L odd = L.Or(L.And(L.ShiftLeft64(turn, 13), sign), L.One);
        L cosineSign = L.And(L.ShiftLeft64(L.AddBits64(turn, L.Bits64(1UL << 50)), 12), sign);
        L sineSign = L.And(L.ShiftLeft64(turn, 12), sign);
        return (L.Xor(L.IfLess(odd, L.Zero, sine, cosine), cosineSign), L.Xor(L.IfLess(odd, L.Zero, cosine, sine), sineSign));
    }
}
