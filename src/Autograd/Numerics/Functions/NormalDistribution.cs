using System.Runtime.CompilerServices;

namespace Autograd.Numerics.Functions;

/// <summary>
/// Φ(x): near zero ½ + x·f(x²), elsewhere from the tail Φ(−a) = e^(−a²/2)·m(a), which the error function shares.
/// </summary>
/// <remarks>
/// The polynomials were fitted with weighted Remez exchange in 50-digit arithmetic for the least maximal relative error, then
/// rounded. f on x² ≤ 1.5: 2⁻⁶⁹. m is smooth over the whole tail in t = (a − 4) / (a + 4) once it is
/// multiplied by 1 + 1.25·a, which takes its decay away (the idea of Shepherd and Laframboise 1981); on a ≥ 1.05: 2⁻²⁷ for float, 2⁻⁵⁸ for double.
/// </remarks>
internal static class NormalDistribution
{
    /// <summary>Φ and the density φ of double lanes, Φ relatively accurate everywhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Double<L>(L x, out L density)
        where L : unmanaged, IFloatLanes<L>
    {
        L square = x * x;
        L f = L.MultiplyAdd64(square, L.Double(5.763730268686205e-15), -2.02573519277449e-13);
        f = L.MultiplyAdd64(square, f, 5.089075937795893e-12);
        f = L.MultiplyAdd64(square, f, -1.1297461351417921e-10);
        f = L.MultiplyAdd64(square, f, 2.2734898037522316e-09);
        f = L.MultiplyAdd64(square, f, -4.1226644419868814e-08);
        f = L.MultiplyAdd64(square, f, 6.659693364894475e-07);
        f = L.MultiplyAdd64(square, f, -9.444656254330014e-06);
        f = L.MultiplyAdd64(square, f, 0.00011543468761501993);
        f = L.MultiplyAdd64(square, f, -0.001187328215480306);
        f = L.MultiplyAdd64(square, f, 0.009973557010035806);
        f = L.MultiplyAdd64(square, f, -0.06649038006690544);
        f = L.MultiplyAdd64(square, f, -2.49232720227773e-17);
        L near = L.MultiplyAdd64(x, f, L.MultiplyAdd64(x, L.Double(0.3989422804014327), 0.5));

        // e⁻⁸⁰⁰ is 0 as a double. With e^(−a²/2) = 2ⁿ·(1 + p), m·(1 + p) is rounded once where e^(−a²/2)·m would be twice.
        L a = L.AtMost(L.Double(40.0), L.Abs(x));

        // a² in two parts, exactly even where products are not fused: cut to 26 bits a has a square of 52.
        L cut = L.And(a, L.Bits64(0xFFFFFFFFF8000000));
        L beyond = (a - cut) * (a + cut);
        L exponent = L.AtLeast(L.Double(-746.0), cut * cut * L.Double(-0.5));
        L steps = Exponential.Steps64(exponent);
        L n = Exponential.Count64(steps);
        L r = L.MultiplyAdd64(beyond, L.Double(-0.5), Exponential.Rest64(exponent, steps));
        L p = L.MultiplyAdd64(r * r, Exponential.Curve64(r), r);
        L height = L.Double(0.3989422804014327);
        density = L.Scale64(L.MultiplyAdd64(height, p, height), n);
        L m = Tail64(a);
        L tail = L.Scale64(L.MultiplyAdd64(m, p, m), n);
        L far = L.IfLess(x, L.Zero, tail, L.One - tail);
        return L.IfLess(a, L.Double(1.1), near, far);
    }

    /// <summary>m(a) = e^(a²/2)·Φ(−a) of float lanes in [1.05, 16].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Tail32<L>(L a)
        where L : unmanaged, IFloatLanes<L>
    {
        L decay = L.MultiplyAdd32(a, L.Single(1.25f), 1f);
        L t = (a - L.Single(4f)) / (a + L.Single(4f));
        L p = L.MultiplyAdd32(t, L.Single(0.0008056557f), -0.000589852221f);
        p = L.MultiplyAdd32(t, p, -0.0063415044f);
        p = L.MultiplyAdd32(t, p, 0.0245612022f);
        p = L.MultiplyAdd32(t, p, -0.0479690693f);
        p = L.MultiplyAdd32(t, p, 0.0536756292f);
        p = L.MultiplyAdd32(t, p, -0.0135949831f);
        p = L.MultiplyAdd32(t, p, -0.0782798752f);
        p = L.MultiplyAdd32(t, p, 0.566463828f);
        return p / decay;
    }

    /// <summary>m(a) = e^(a²/2)·Φ(−a) of double lanes in [1.05, 40]; even and odd powers apart, for half the depth of Horner's chain.</summary>
    /// <remarks>What the constant term and the quotient lose to rounding is put back: a gradient's check sees four units in the last place.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Tail64<L>(L a)
        where L : unmanaged, IFloatLanes<L>
    {
        L decay = L.MultiplyAdd64(a, L.Double(1.25), 1.0);
        L t = (a - L.Double(4.0)) / (a + L.Double(4.0));
        L square = t * t;
        L odd = L.MultiplyAdd64(square, L.Double(-5.3525172312254195e-09), -1.0946814956220365e-08);
        L even = L.MultiplyAdd64(square, L.Double(3.29269641465987e-08), -1.6359395177443588e-07);
        odd = L.MultiplyAdd64(square, odd, 7.894663491750047e-09);
        even = L.MultiplyAdd64(square, even, 7.314644068490387e-07);
        odd = L.MultiplyAdd64(square, odd, 4.541497871377998e-07);
        even = L.MultiplyAdd64(square, even, -3.439401253559713e-06);
        odd = L.MultiplyAdd64(square, odd, -4.081883751588605e-06);
        even = L.MultiplyAdd64(square, even, 1.8111625789500795e-05);
        odd = L.MultiplyAdd64(square, odd, 2.5404273413141675e-05);
        even = L.MultiplyAdd64(square, even, -0.00011697894282803914);
        odd = L.MultiplyAdd64(square, odd, -0.00010664901808824419);
        even = L.MultiplyAdd64(square, even, 0.0009154174904249429);
        odd = L.MultiplyAdd64(square, odd, -0.0005167323433528569);
        even = L.MultiplyAdd64(square, even, -0.006379863760452496);
        odd = L.MultiplyAdd64(square, odd, 0.02454314572056978);
        even = L.MultiplyAdd64(square, even, -0.04796349781158129);
        odd = L.MultiplyAdd64(square, odd, 0.05367730690136103);
        even = L.MultiplyAdd64(square, even, -0.01359527042928566);
        odd = L.MultiplyAdd64(square, odd, -0.07827991627104332);
        L p = L.Double(0.5664638478118136) + L.MultiplyAdd64(t, odd, L.MultiplyAdd64(square, even, 3.977610194609076e-17));

        L inverse = L.One / decay;
        L quotient = p * inverse;
        L lost = L.MultiplyAdd64(a, L.Double(1.25), L.One - decay);
        L rest = L.MultiplyAdd64(-quotient, decay, p) - (quotient * lost);
        return L.MultiplyAdd64(rest, inverse, quotient);
    }
}
