using System.Runtime.CompilerServices;

namespace Autograd.Numerics.Functions;

/// <summary>
/// Sine and cosine of x = n·π/2 + r with |r| ≤ π/4: the polynomial of either for r, chosen by n's last bit and given its sign by the one
/// before. Float lanes are computed in double lanes, where the reduction is exact enough to leave the final rounding alone.
/// </summary>
/// <remarks>
/// <para>π/2 is subtracted in three parts (Cody and Waite): the first two have 33 bits, so that n times them is exact up to n = 2²⁰, fused
/// or not, and what the last subtraction loses is put back. Beyond <see cref="QuarterTurns.Limit"/> the reduction is
/// <see cref="QuarterTurns"/>'s (Payne and Hanek), lane by lane.</para>
/// <para>The polynomials were fitted with weighted Remez exchange in 50-digit arithmetic for the least maximal relative error, then
/// rounded: 2⁻⁵⁷ for double, 2⁻³⁷ for float.</para>
/// </remarks>
internal static class Trigonometry
{
    private const double TwoOverPi = 0.6366197723675814;
    private const double First = 1.5707963267341256;
    private const double Second = 6.077100506303966e-11;
    private const double Third = 2.0222662487959506e-21;

    // Added to a small number it leaves the nearest integer in the sum's low bits.
    private const double Round = 6755399441055744.0;

    /// <summary>sin x of double lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Sin<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        L turns = Reduce(x, out L r);
        return L.IfEqual(x, L.Zero, x, Choose(turns, SinOfRest(r), CosOfRest(r)));
    }

    /// <summary>cos x of double lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Cos<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        L turns = Reduce(x, out L r);
        return Choose(L.AddBits64(turns, L.Bits64(1)), SinOfRest(r), CosOfRest(r));
    }

    /// <summary>sin x of double lanes that hold floats, accurate enough to be rounded to float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L SinOfSingle<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        L turns = Reduce(x, out L r);
        return L.IfEqual(x, L.Zero, x, Choose(turns, ShortSin(r), ShortCos(r)));
    }

    /// <summary>cos x of double lanes that hold floats, accurate enough to be rounded to float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L CosOfSingle<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        L turns = Reduce(x, out L r);
        return Choose(L.AddBits64(turns, L.Bits64(1)), ShortSin(r), ShortCos(r));
    }

    // n with the rounding constant on it, so that its bits stand at the end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Reduce<L>(L x, out L rest)
        where L : unmanaged, IFloatLanes<L>
    {
        L turns = L.MultiplyAdd64(x, L.Double(TwoOverPi), Round);
        L n = turns - L.Double(Round);
        L high = x - (n * L.Double(First));
        L second = n * L.Double(Second);
        L r = high - second;
        L lost = (high - r) - second;
        rest = r - ((n * L.Double(Third)) - lost);
        L.ReduceLarge64(x, ref turns, ref rest);
        return turns;
    }

    // Sine where n is even, cosine where it is odd, negative in the second half of the turn.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Choose<L>(L turns, L sine, L cosine)
        where L : unmanaged, IFloatLanes<L>
    {
        L isOdd = L.Or(L.ShiftLeft64(turns, 63), L.One);
        L sign = L.And(L.ShiftLeft64(turns, 62), L.Bits64(0x8000000000000000));
        return L.Xor(L.IfLess(isOdd, L.Zero, cosine, sine), sign);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L SinOfRest<L>(L r)
        where L : unmanaged, IFloatLanes<L>
    {
        L square = r * r;
        L p = L.MultiplyAdd64(square, L.Double(1.5895229211548456e-10), -2.5050731965492478e-08);
        p = L.MultiplyAdd64(square, p, 2.755731353098919e-06);
        p = L.MultiplyAdd64(square, p, -0.0001984126982936301);
        p = L.MultiplyAdd64(square, p, 0.008333333333321884);
        p = L.MultiplyAdd64(square, p, -0.1666666666666663);
        return L.MultiplyAdd64(square * r, p, r);
    }

    // 1 − h is exact but for a last bit, which is put back.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L CosOfRest<L>(L r)
        where L : unmanaged, IFloatLanes<L>
    {
        L square = r * r;
        L p = L.MultiplyAdd64(square, L.Double(-1.1358571512686523e-11), 2.0875703137538027e-09);
        p = L.MultiplyAdd64(square, p, -2.7557314209391466e-07);
        p = L.MultiplyAdd64(square, p, 2.4801587289007046e-05);
        p = L.MultiplyAdd64(square, p, -0.0013888888888873398);
        p = L.MultiplyAdd64(square, p, 0.041666666666666595);
        L h = square * L.Double(0.5);
        L main = L.One - h;
        return main + L.MultiplyAdd64(square * square, p, (L.One - main) - h);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L ShortSin<L>(L r)
        where L : unmanaged, IFloatLanes<L>
    {
        L square = r * r;
        L p = L.MultiplyAdd64(square, L.Double(2.7179403867018583e-06), -0.0001983929625199025);
        p = L.MultiplyAdd64(square, p, 0.008333329267483073);
        p = L.MultiplyAdd64(square, p, -0.16666666640625505);
        return L.MultiplyAdd64(square * r, p, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L ShortCos<L>(L r)
        where L : unmanaged, IFloatLanes<L>
    {
        L square = r * r;
        L p = L.MultiplyAdd64(square, L.Double(-2.720679192604654e-07), 2.479947868788548e-05);
        p = L.MultiplyAdd64(square, p, -0.0013888883598584376);
        p = L.MultiplyAdd64(square, p, 0.04166666662105681);
        p = L.MultiplyAdd64(square, p, -0.5);
        return L.MultiplyAdd64(square, p, 1.0);
    }
}
