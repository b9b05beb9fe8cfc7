using System.Runtime.CompilerServices;

namespace Autograd.Numerics.Functions;

/// <summary>tanh x from eˣ − 1 of twice the size, which keeps its full relative accuracy near zero where (e²ˣ − 1) / (e²ˣ + 1) from a rounded e²ˣ has none.</summary>
internal static class HyperbolicTangent
{
    /// <summary>tanh x of float lanes: tanh |x| = t / (1 + e^(−2|x|)) with t = 1 − e^(−2|x|), and the sign put back.</summary>
    /// <remarks>
    /// The roundings of t are smaller on this side of zero than with e^(2|x|), and add up to less than two units in the last place. Each step less counts: the
    /// processor looks only so many ahead, and finds work beside the division only in the next lanes.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Single<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        // 256 more than for 2ⁿ, and the shift leaves −2ⁿ.
        const float Round = 12582912f + 127f + 256f;

        // tanh 10 rounds to 1, and so does the quotient there.
        L sign = L.Bits32(0x80000000);
        L below = L.AtLeast(L.Single(-10f), L.Or(x, sign));
        L steps = L.MultiplyAdd32(below, L.Single(2 * Exponential.Log2E32), Round);
        L n = steps - L.Single(Round);
        L r = L.MultiplyAdd32(n, L.Single(-Exponential.Ln2Single), below + below);
        L p = L.MultiplyAdd32(r * r, Exponential.Curve32(r), r);
        L power = Exponential.PowerOf32(steps);
        L t = L.MultiplyAdd32(power, p, L.One + power);
        L denominator = L.MultiplyAdd32(-power, p, L.One - power);
        return L.Or(t / denominator, L.And(x, sign));
    }

    /// <summary>tanh x of double lanes: tanh |x| = t / (t + 2) with t = e²|ˣ| − 1, and the sign put back.</summary>
    /// <remarks>
    /// Below 0.55 the same quotient is written as |x| + (t − 2|x| − |x|·t) / (t + 2): the second part is small beside the exact first,
    /// and with it the roundings of the sum and the division. With 2|x| = n·ln 2 + r and eʳ − 1 = r + w, t − 2|x| is formed from w and
    /// the exact rest, which is nothing at all for n = 0.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Double<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        // tanh 20 rounds to 1.
        L size = L.AtMost(L.Double(20.0), L.Abs(x));
        L twice = size + size;
        L steps = Exponential.Steps64(twice);
        L power = Exponential.PowerOf64(steps);
        L r = Exponential.Rest64(twice, steps);
        L w = r * r * Exponential.Curve64(r);
        L straight = L.MultiplyAdd64(power, r, power - L.One);
        L t = L.MultiplyAdd64(power, w, straight);
        L small = L.MultiplyAdd64(-size, t, L.MultiplyAdd64(power, w, straight - twice));
        L limit = L.Double(0.55);
        L quotient = L.IfLess(size, limit, small, t) / (t + L.Double(2.0));
        L result = L.IfLess(size, limit, size, L.Zero) + quotient;
        return L.Or(result, L.And(x, L.Bits64(0x8000000000000000)));
    }
}
