using System.Runtime.CompilerServices;

namespace Autograd.Numerics.Functions;

/// <summary>
/// tanh |x| = t / (t + 2) with t = e²|ˣ| − 1, and the sign put back. Near zero t keeps its full relative accuracy, so the result
/// does, where (e²ˣ − 1) / (e²ˣ + 1) from a rounded e²ˣ has none.
/// </summary>
/// <remarks>
/// Below 0.55 the same quotient is written as |x| + (t − 2|x| − |x|·t) / (t + 2): the second part is small beside the exact first,
/// and with it the roundings of the sum and the division. With 2|x| = n·ln 2 + r and eʳ − 1 = r + w, t − 2|x| is formed from w and
/// the exact rest, which is nothing at all for n = 0.
/// </remarks>
internal static class HyperbolicTangent
{
    /// <summary>tanh x of float lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Single<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        // tanh 10 rounds to 1, and so does t / (t + 2) there.
        L size = L.AtMost(L.Single(10f), L.Abs(x));
        L twice = size + size;
        L steps = Exponential.Steps32(twice);
        L power = Exponential.PowerOf32(steps);
        L r = Exponential.Rest32(twice, steps);
        L w = r * r * Exponential.Curve32(r);
        L straight = L.MultiplyAdd32(power, r, power - L.One);
        L t = L.MultiplyAdd32(power, w, straight);
        L small = L.MultiplyAdd32(-size, t, L.MultiplyAdd32(power, w, straight - twice));
        L limit = L.Single(0.55f);
        L quotient = L.IfLess(size, limit, small, t) / (t + L.Single(2f));
        L result = L.IfLess(size, limit, size, L.Zero) + quotient;
        return L.Or(result, L.And(x, L.Bits32(0x80000000)));
    }

    /// <summary>tanh x of double lanes.</summary>
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
