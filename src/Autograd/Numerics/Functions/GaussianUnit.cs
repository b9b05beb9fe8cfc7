using System.Runtime.CompilerServices;

namespace Autograd.Numerics.Functions;

/// <summary>
/// x·Φ(x), the Gaussian error linear unit, and its slope Φ(x) + x·φ(x), from R(a) = e^(a²/2)·Φ(−a) with a = |x| and one exponential:
/// x·Φ(x) = max(x, 0) − e^(−a²/2)·a·R(a), and the slope is d below zero and 1 − d above, d = e^(−a²/2)·(R(a) − a/√(2π)).
/// </summary>
/// <remarks>
/// <para>R = ½ + w·q(w) with w = a / (a + 3.5), in which R is smooth from 0 to ∞. q was fitted for the least maximum of the weighted relative error of R:
/// 2⁻²⁸·⁷ on a ≤ 1; further out, where a·Φ(−a) becomes small, no more than 2⁻²⁰. Then it was rounded.</para>
/// <para>½·a is exact, so that a·R is rounded once, and the power of two in e^(−a²/2) = 2ⁿ·(1 + p) never rounds.</para>
/// </remarks>
internal static class GaussianUnit
{
    // Here and beyond, n is −127 and 2ⁿ, made by shifting, is 0.
    private const float Far = 13.27f;

    // From here on Φ is 0 in every precision, and 0 · ∞ must not be met.
    private const double FarDouble = 60;

    /// <summary>x·Φ(x) of float lanes: within 2.5 units in the last place from −1 on, below to 4·10⁻⁸.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Single<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        L a = L.AtMost(L.Single(Far), L.Abs(x));
        L w = Curve(a, out L q);
        L power = Power(a, out L p);

        // What w lost to rounding, a − w·(a + 3.5), moves R by nearly the same share wherever R must be relatively accurate.
        L lost = L.MultiplyAdd32(-w, a, L.MultiplyAdd32(w, L.Single(-3.5f), a));
        p = L.MultiplyAdd32(lost, L.Single(-0.7f), p);
        L tail = L.MultiplyAdd32(a * w, q, a * L.Single(0.5f)) * power;

        // −0 rather than 0 for negative x whose result is nothing.
        return L.AtLeast(L.Single(-0f), x) - L.MultiplyAdd32(tail, p, tail);
    }

    /// <summary>Φ(x) + x·φ(x) of float lanes, to 2⁻²³.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L SlopeSingle<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        L a = L.AtMost(L.Single(Far), L.Abs(x));
        L w = Curve(a, out L q);
        L power = Power(a, out L p);
        L d = L.MultiplyAdd32(w, q, L.MultiplyAdd32(a, L.Single(-0.3989422804014327f), 0.5f)) * power;
        d = L.MultiplyAdd32(d, p, d);
        return L.IfLess(x, L.Zero, d, L.One - d);
    }

    /// <summary>x·Φ(x) of double lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Double<L>(L x)
        where L : unmanaged, IFloatLanes<L> => L.AtLeast(L.Double(-FarDouble), x) * NormalDistribution.Double(x, out _);

    /// <summary>Φ(x) + x·φ(x) of double lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L SlopeDouble<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        L cdf = NormalDistribution.Double(x, out L density);
        return cdf + L.IfEqual(density, L.Zero, L.Zero, x * density);
    }

    /// <summary>w and q(w).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Curve<L>(L a, out L q)
        where L : unmanaged, IFloatLanes<L>
    {
        L w = a / (a + L.Single(3.5f));
        L square = w * w;
        L high = L.MultiplyAdd32(
            square,
            L.MultiplyAdd32(w, L.Single(0.0392889529466629f), -0.11290823668241501f),
            L.MultiplyAdd32(w, L.Single(0.029394155368208885f), 0.17980356514453888f));
        high = L.MultiplyAdd32(square, high, L.MultiplyAdd32(w, L.Single(0.06760189682245255f), -0.973069429397583f));
        q = L.MultiplyAdd32(w, L.MultiplyAdd32(w, high, 1.6662131547927856f), -1.3962981700897217f);
        return w;
    }

    /// <summary>2ⁿ and p of e^(−a²/2) = 2ⁿ·(1 + p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Power<L>(L a, out L p)
        where L : unmanaged, IFloatLanes<L>
    {
        L exponent = a * L.Single(-0.5f) * a;
        L steps = Exponential.Steps32(exponent);
        L r = Exponential.RoughRest32(exponent, steps);
        p = L.MultiplyAdd32(r * r, Exponential.Curve32(r), r);
        return Exponential.PowerOf32(steps);
    }
}
