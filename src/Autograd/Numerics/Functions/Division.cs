using System.Runtime.CompilerServices;

namespace Autograd.Numerics.Functions;

/// <summary>
/// The remainder with the divisor's sign, x − y·⌊x / y⌋. Lane by lane: the runtime's remainder of truncated division is exact for every
/// quotient, which a quotient rounded to the number's precision is not.
/// </summary>
internal static class Division
{
    /// <summary>The remainder of float lanes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe L SingleRemainder<L>(L x, L y)
        where L : unmanaged, IFloatLanes<L>
    {
        float* dividends = (float*)&x;
        float* divisors = (float*)&y;
        for (int i = 0; i < sizeof(L) / sizeof(float); i++)
            dividends[i] = Remainder(dividends[i], divisors[i]);
        return x;
    }

    /// <summary>The remainder of double lanes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe L DoubleRemainder<L>(L x, L y)
        where L : unmanaged, IFloatLanes<L>
    {
        double* dividends = (double*)&x;
        double* divisors = (double*)&y;
        for (int i = 0; i < sizeof(L) / sizeof(double); i++)
            dividends[i] = Remainder(dividends[i], divisors[i]);
        return x;
    }

    /// <summary>The remainder of floats.</summary>
    public static float Remainder(float x, float y)
    {
        float rest = x % y;
        return rest != 0f && rest < 0f != y < 0f ? rest + y : rest;
    }

    /// <summary>The remainder of doubles.</summary>
    public static double Remainder(double x, double y)
    {
        double rest = x % y;
        return rest != 0.0 && rest < 0.0 != y < 0.0 ? rest + y : rest;
    }
}
