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
    /// <summary>1 / ln 2.</summary>
    internal const float Log2E32 = 1.44269504f;

    /// <summary>ln 2 in one part, to 2·10⁻⁹: n times that is the relative error of eˣ, for functions in which large n hardly count.</summary>
    internal const float Ln2Single = 0.693147182f;

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
        // Beyond these limits the result is ∞ or 0, which the scaling by 2ⁿ still produces. Nearer, 2ⁿ is an ordinary number.
        bool isFar = L.AnyBeyond32(x, 86f);
        if (isFar)
            x = L.AtMost(L.Single(89f), L.AtLeast(L.Single(-104f), x));
        L steps = Steps32(x);
        L r = Rest32(x, steps);
        L value = L.One + L.MultiplyAdd32(r * r, Curve32(r), r);
        if (isFar)
            return L.Scale32(value, steps - L.Single(Round32));
        return value * PowerOf32(steps);
    }

    /// <summary>eˣ of double lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Double<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        bool isFar = L.AnyBeyond64(x, 700.0);
        if (isFar)
            x = L.AtMost(L.Double(710.0), L.AtLeast(L.Double(-746.0), x));
        L steps = Steps64(x);
        L r = Rest64(x, steps);
        L value = L.One + L.MultiplyAdd64(r * r, Curve64(r), r);
        if (isFar)
            return L.Scale64(value, steps - L.Double(Round64));
        return value * PowerOf64(steps);
    }

    /// <summary>n = round(x / ln 2) of float lanes, still with the rounding constant on it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Steps32<L>(L x)
        where L : unmanaged, IFloatLanes<L> => L.MultiplyAdd32(x, L.Single(Log2E32), Round32);

    /// <summary>n = round(x / ln 2) of double lanes, still with the rounding constant on it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Steps64<L>(L x)
        where L : unmanaged, IFloatLanes<L> => L.MultiplyAdd64(x, L.Double(Log2E64), Round64);

    /// <summary>n of double lanes, from the steps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Count64<L>(L steps)
        where L : unmanaged, IFloatLanes<L> => steps - L.Double(Round64);

    /// <summary>2ⁿ of float lanes for the steps of an n in [−126, 127].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L PowerOf32<L>(L steps)
        where L : unmanaged, IFloatLanes<L> => L.ShiftLeft32(steps, 23);

    /// <summary>2ⁿ of double lanes for the steps of an n in [−1022, 1023].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L PowerOf64<L>(L steps)
        where L : unmanaged, IFloatLanes<L> => L.ShiftLeft64(steps, 52);

    /// <summary>r = x − n·ln 2 of float lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Rest32<L>(L x, L steps)
        where L : unmanaged, IFloatLanes<L>
    {
        L n = steps - L.Single(Round32);
        return L.MultiplyAdd32(n, L.Single(-Ln2Low32), L.MultiplyAdd32(n, L.Single(-Ln2High32), x));
    }

    /// <summary>r = x − n·ln 2 of float lanes in one step, to n·2·10⁻⁹.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L RoughRest32<L>(L x, L steps)
        where L : unmanaged, IFloatLanes<L> => L.MultiplyAdd32(steps - L.Single(Round32), L.Single(-Ln2Single), x);

    /// <summary>r = x − n·ln 2 of double lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Rest64<L>(L x, L steps)
        where L : unmanaged, IFloatLanes<L>
    {
        L n = steps - L.Double(Round64);
        return L.MultiplyAdd64(n, L.Double(-Ln2Low64), L.MultiplyAdd64(n, L.Double(-Ln2High64), x));
    }

    /// <summary>q = (eʳ − 1 − r) / r² of float lanes for |r| ≤ ln 2 / 2; pairs of terms side by side, for less depth than Horner's chain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Curve32<L>(L r)
        where L : unmanaged, IFloatLanes<L>
    {
        L square = r * r;
        L low = L.MultiplyAdd32(r, L.Single(0.16666539f), 0.49999997f);
        L high = L.MultiplyAdd32(r, L.Single(0.00836708769f), 0.0416677482f);
        high = L.MultiplyAdd32(square, L.Single(0.00138378609f), high);
        return L.MultiplyAdd32(square, high, low);
    }

    /// <summary>q = (eʳ − 1 − r) / r² of double lanes for |r| ≤ ln 2 / 2; even and odd powers apart, for half the depth of Horner's chain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Curve64<L>(L r)
        where L : unmanaged, IFloatLanes<L>
    {
        L square = r * r;
        L even = L.MultiplyAdd64(square, L.Double(2.7626092837958166e-07), 2.4801505142652173e-05);
        L odd = L.MultiplyAdd64(square, L.Double(2.5053772548703133e-08), 2.7557407694604705e-06);
        even = L.MultiplyAdd64(square, even, 0.0013888888931667186);
        odd = L.MultiplyAdd64(square, odd, 0.00019841269718703174);
        even = L.MultiplyAdd64(square, even, 0.041666666666576466);
        odd = L.MultiplyAdd64(square, odd, 0.008333333333389736);
        even = L.MultiplyAdd64(square, even, 0.5000000000000006);
        odd = L.MultiplyAdd64(square, odd, 0.16666666666666588);
        return L.MultiplyAdd64(r, odd, even);
    }
}
