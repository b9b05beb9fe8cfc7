using System.Runtime.CompilerServices;

namespace Autograd.Numerics.Functions;

/// <summary>
/// erf x = x + x·f(x²) up to |x| = 1, and above it 1 − 2·Φ(−√2·|x|) by the normal distribution's tail with its sign put back.
/// </summary>
/// <remarks>
/// f was fitted with Remez exchange in 50-digit arithmetic on x² ≤ 1 for the least maximal error relative to x, then rounded: 2⁻²⁹ for
/// float, 2⁻⁶² for double. Apart from x, which is exact, its roundings are small in the sum. In the tail only the absolute error
/// counts, which the 1 dwarfs.
/// </remarks>
internal static class ErrorFunction
{
    /// <summary>erf of float lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Single<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        L square = x * x;
        L f = L.MultiplyAdd32(square, L.Single(7.889119297033176e-05f), -0.0008020845707505941f);
        f = L.MultiplyAdd32(square, f, 0.005189536605030298f);
        f = L.MultiplyAdd32(square, f, -0.026854446157813072f);
        f = L.MultiplyAdd32(square, f, 0.11283600330352783f);
        f = L.MultiplyAdd32(square, f, -0.3761262595653534f);
        f = L.MultiplyAdd32(square, f, 0.12837916612625122f);
        L near = L.MultiplyAdd32(x, f, x);

        // From 4 on the result rounds to 1.
        L a = L.AtMost(L.Single(5f), L.Abs(x));
        L e = Exponential.Single(-(a * a));
        L far = L.One - (e * NormalDistribution.Tail32(a * L.Single(1.4142135623730951f)) * L.Single(2f));
        L signed = L.Or(far, L.And(x, L.Bits32(0x80000000)));
        return L.IfEqual(x, L.Zero, x, L.IfLess(a, L.One, near, signed));
    }

    /// <summary>erf of double lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Double<L>(L x)
        where L : unmanaged, IFloatLanes<L>
    {
        L square = x * x;
        L f = L.MultiplyAdd64(square, L.Double(5.960685338520971e-11), -1.137495573607015e-09);
        f = L.MultiplyAdd64(square, f, 1.466032872274226e-08);
        f = L.MultiplyAdd64(square, f, -1.6350396222864617e-07);
        f = L.MultiplyAdd64(square, f, 1.64610084778027e-06);
        f = L.MultiplyAdd64(square, f, -1.4925595772180906e-05);
        f = L.MultiplyAdd64(square, f, 0.0001205533113295582);
        f = L.MultiplyAdd64(square, f, -0.0008548326981425542);
        f = L.MultiplyAdd64(square, f, 0.005223977624828431);
        f = L.MultiplyAdd64(square, f, -0.026866170645077875);
        f = L.MultiplyAdd64(square, f, 0.11283791670954885);
        f = L.MultiplyAdd64(square, f, -0.3761263890318375);
        f = L.MultiplyAdd64(square, f, 0.1283791670955126);
        L near = L.MultiplyAdd64(x, f, x);

        // From 6 on the result rounds to 1.
        L a = L.AtMost(L.Double(7.0), L.Abs(x));
        L e = Exponential.Double(-(a * a));
        L far = L.One - (e * NormalDistribution.Tail64(a * L.Double(1.4142135623730951)) * L.Double(2.0));
        L signed = L.Or(far, L.And(x, L.Bits64(0x8000000000000000)));
        return L.IfEqual(x, L.Zero, x, L.IfLess(a, L.One, near, signed));
    }
}
