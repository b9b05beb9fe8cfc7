namespace Autograd.Tests.Numerics;

/// <summary>Distances in units of the last place of the exact result.</summary>
internal static class UlpError
{
    /// <summary>The error of a float against a value known in double; ∞ where one is finite, NaN or infinite and the other is not.</summary>
    public static double Of(float computed, double exact)
    {
        if (double.IsNaN(exact) || float.IsNaN(computed))
            return double.IsNaN(exact) && float.IsNaN(computed) ? 0.0 : double.PositiveInfinity;

        // Everything from halfway beyond the largest float on rounds to infinity.
        const double Overflow = 3.4028235677973366e38;
        if (Math.Abs(exact) >= Overflow || float.IsInfinity(computed))
            return computed == (float)exact ? 0.0 : float.IsInfinity(computed) && Math.Abs(exact) > float.MaxValue ? 1.0 : double.PositiveInfinity;
        if (computed == 0f && exact == 0.0)
            return float.IsNegative(computed) == double.IsNegative(exact) ? 0.0 : double.PositiveInfinity;
        int exponent = Math.Max(exact == 0.0 ? -126 : Math.ILogB(exact), -126);
        return Math.Abs(computed - exact) / Math.ScaleB(1.0, exponent - 23);
    }
}
