using System.Runtime.CompilerServices;

namespace Autograd.Numerics.Functions;

/// <summary>
/// xʸ with IEEE 754's corners. Float lanes are computed in double lanes as 2 to the power y·log₂|x|, whose error of 2⁻⁴⁵ leaves the
/// final rounding to float as the only visible one.
/// </summary>
/// <remarks>
/// The polynomials were fitted with weighted Remez exchange in 40-digit arithmetic for the least maximal relative error: log₂ 2⁻⁴⁵
/// (six terms in s², s = (m − 1) / (m + 1)), 2ᶠ 2⁻³⁴ (eight terms, |f| ≤ ½).
/// </remarks>
internal static class Power
{
    private const ulong HalfRoot = 0x3fe6a09e667f3bcd;
    private const ulong ToHalfRoot = 0x3ff0000000000000 - HalfRoot;
    private const ulong SignBit = 0x8000000000000000;

    /// <summary>xʸ in double lanes that hold floats, accurate enough to be rounded to float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L SingleInDouble<L>(L x, L y)
        where L : unmanaged, IFloatLanes<L>
    {
        L infinity = L.Double(double.PositiveInfinity);
        L size = L.Abs(x);
        L log = L.IfLess(size, infinity, Log2(size), size);
        log = L.IfEqual(size, L.Zero, -infinity, log);

        // |x| = 1 has the logarithm 0, which would meet y = ±∞ as NaN; its powers are all 1.
        L exponent = L.IfEqual(L.Abs(y), infinity, L.IfEqual(size, L.One, L.Zero, y * log), y * log);
        L power = Exp2(exponent);

        // A negative x: odd y keep the sign, fractional y have no real power unless x = −∞. Every large y is an even integer. The sign bit is
        // never chosen as a number: some device compilers print the constant −0 as 0.
        L whole = L.Floor(y);
        L half = whole * L.Double(0.5);
        L oddSign = L.IfEqual(L.Floor(half), half, L.Zero, L.And(x, L.Bits64(SignBit)));
        L signed = L.Xor(power, L.IfEqual(whole, y, oddSign, L.Zero));
        L defined = L.IfEqual(whole, y, signed, L.IfEqual(size, infinity, signed, L.Double(double.NaN)));
        L result = L.IfLess(x, L.Zero, defined, signed);

        // x⁰ = 1 and 1ʸ = 1 even of NaN.
        return L.IfEqual(y, L.Zero, L.One, L.IfEqual(x, L.One, L.One, result));
    }

    /// <summary>
    /// xʸ of double lanes, one after the other through <see cref="Math.Pow"/>: a result within 2 ulp needs the logarithm to 65 bits, and
    /// the runtime's is accurate to 1 ulp.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe L Double<L>(L x, L y)
        where L : unmanaged, IFloatLanes<L>
    {
        double* bases = (double*)&x;
        double* exponents = (double*)&y;
        for (int i = 0; i < sizeof(L) / sizeof(double); i++)
            bases[i] = Math.Pow(bases[i], exponents[i]);
        return x;
    }

    // log₂ of positive normal numbers; whatever for others.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Log2<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        L shifted = L.AddBits64(x, L.Bits64(ToHalfRoot));
        L n = L.Or(L.ShiftRight64(shifted, 52), L.Double(4503599627370496.0)) - L.Double(4503599627370496.0 + 1023.0);
        L f = L.AddBits64(L.And(shifted, L.Bits64(0x000fffffffffffff)), L.Bits64(HalfRoot)) - L.One;
        L s = f / (f + L.Double(2.0));
        L z = s * s;
        L q = L.MultiplyAdd64(z, L.Double(0.2829014450552985), 0.3199056118699631);
        q = L.MultiplyAdd64(z, q, 0.41220925433020444);
        q = L.MultiplyAdd64(z, q, 0.577077942346706);
        q = L.MultiplyAdd64(z, q, 0.9617966941134012);
        q = L.MultiplyAdd64(z, q, 2.88539008177785);
        return L.MultiplyAdd64(s, q, n);
    }

    // 2ˣ, enough to overflow or vanish as a float outside ±200.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Exp2<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        x = L.AtMost(L.Double(200.0), L.AtLeast(L.Double(-200.0), x));
        const double Round = 6755399441055744.0 + 1023.0;
        L steps = x + L.Double(Round);
        L f = x - (steps - L.Double(Round));
        L q = L.MultiplyAdd64(f, L.Double(1.520182075405465e-05), 0.00015469422143941897);
        q = L.MultiplyAdd64(f, q, 0.001333392401831391);
        q = L.MultiplyAdd64(f, q, 0.009618026848261664);
        q = L.MultiplyAdd64(f, q, 0.05550410350371656);
        q = L.MultiplyAdd64(f, q, 0.24022651201152115);
        q = L.MultiplyAdd64(f, q, 0.6931471807297948);
        q = L.MultiplyAdd64(f, q, 0.9999999999613779);
        return q * L.ShiftLeft64(steps, 52);
    }
}
