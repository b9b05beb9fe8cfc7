using System.Runtime.CompilerServices;

namespace Autograd.Numerics.Functions;

/// <summary>
/// ln(1 + x) = ln u + c / u, where u is 1 + x rounded and c what the rounding took: the logarithm sees an exact argument, and the
/// correction is its derivative times c.
/// </summary>
internal static class LogarithmOfOnePlus
{
    /// <summary>ln(1 + x) of float lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Single<L>(L x)
        where L : unmanaged, IFloatLanes<L> => Of(x, L.One + x, Logarithm.Single(L.One + x));

    /// <summary>ln(1 + x) of double lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Double<L>(L x)
        where L : unmanaged, IFloatLanes<L> => Of(x, L.One + x, Logarithm.Double(L.One + x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Of<L>(L x, L u, L log)
        where L : unmanaged, IFloatLanes<L>
    {
        // Exact, whichever of 1 and x is the larger (Knuth's two-sum).
        L part = u - L.One;
        L lost = (L.One - (u - part)) + (x - part);

        // A correction at ±∞ would be NaN. The sum would also lose the sign of −0.
        L corrected = L.IfLess(L.Abs(log), L.Constant(double.PositiveInfinity), log + (lost / u), log);
        return L.IfEqual(x, L.Zero, x, corrected);
    }
}
