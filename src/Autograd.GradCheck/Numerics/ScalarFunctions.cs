namespace Autograd.GradientChecking;

/// <summary>Scalar functions the runtime lacks, and the derivatives that several numbers share.</summary>
internal static class ScalarFunctions
{
    /// <summary>1 / (1 + e⁻ˣ), through the exponential that cannot overflow.</summary>
    public static double Sigmoid(double x)
    {
        if (x >= 0)
            return 1 / (1 + Math.Exp(-x));
        var e = Math.Exp(x);
        return e / (1 + e);
    }

    /// <summary>sech² x, without the cancellation of 1 − tanh² x.</summary>
    public static double TanhSlope(double x)
    {
        var e = Math.Exp(-2 * Math.Abs(x));
        return 4 * e / ((1 + e) * (1 + e));
    }

    /// <summary>σ(x) · σ(−x), without the cancellation of 1 − σ(x).</summary>
    public static double SigmoidSlope(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        return e / ((1 + e) * (1 + e));
    }

    /// <summary>eˣ − 1 by Kahan's quotient, in which the exponential's rounding cancels.</summary>
    public static double Expm1(double x)
    {
        var e = Math.Exp(x);
        if (e == 1)
            return x;
        return x < -40 || x > 40 ? e - 1 : (e - 1) * x / Math.Log(e);
    }

    /// <summary>ln(1 + x) by Kahan's quotient, in which the sum's rounding cancels.</summary>
    public static double Log1p(double x)
    {
        var sum = 1 + x;
        if (sum == 1)
            return x;
        return double.IsPositiveInfinity(sum) || sum <= 0 ? Math.Log(sum) : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>erf x = 2·Φ(√2·x) − 1, by the same two forms as <see cref="NormalCdf"/>.</summary>
    public static double Erf(double x) => Math.Abs(x) < 2 ? 2 * CentralShare(x * Math.Sqrt(2)) : Math.Sign(x) * (1 - (2 * Tail(Math.Abs(x) * Math.Sqrt(2))));

    /// <summary>2/√π · e^(−x²).</summary>
    public static double ErfSlope(double x) => 2 / Math.Sqrt(Math.PI) * ExpOfSquare(x, -1);

    /// <summary>Φ(x): a series of positive terms about 0, a continued fraction in the tails.</summary>
    public static double NormalCdf(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (Math.Abs(x) < 2)
            return 0.5 + CentralShare(x);
        return x < 0 ? Tail(-x) : 1 - Tail(x);
    }

    /// <summary>φ(x) = e^(−x²/2) / √(2π).</summary>
    public static double NormalDensity(double x) => ExpOfSquare(x, -0.5) / Math.Sqrt(2 * Math.PI);

    /// <summary>The remainder with the divisor's sign.</summary>
    public static double Remainder(double x, double y)
    {
        var rest = x % y;
        return rest != 0 && rest < 0 != y < 0 ? rest + y : rest;
    }

    /// <summary>∂xʸ/∂x = y·xʸ⁻¹, 0 where y = 0.</summary>
    public static double PowByBase(double x, double y) => y == 0 ? 0 : y * Math.Pow(x, y - 1);

    /// <summary>∂xʸ/∂y = xʸ·ln x, 0 where x = 0 and y ≥ 0.</summary>
    public static double PowByExponent(double x, double y) => x == 0 && y >= 0 ? 0 : Math.Pow(x, y) * Math.Log(x);

    /// <summary>A coefficient times a direction, where a direction of 0 gives 0 whatever the coefficient is.</summary>
    public static double Strong(double coefficient, double direction) => direction == 0 ? 0 : coefficient * direction;

    /// <summary>e^(factor·x²), to which the square's rounding is put back: it is as large as the exponent.</summary>
    private static double ExpOfSquare(double x, double factor)
    {
        var square = x * x;
        var e = Math.Exp(factor * square);
        return e == 0 ? 0 : e * (1 + (factor * Math.FusedMultiplyAdd(x, x, -square)));
    }

    /// <summary>Φ(x) − ½ = φ(x) · Σ x²ⁿ⁺¹ / (1·3·5·…·(2n + 1)).</summary>
    private static double CentralShare(double x)
    {
        var (term, sum) = (x, x);
        for (var n = 1; n < 80; n++)
        {
            term *= x * x / ((2 * n) + 1);
            sum += term;
        }

        return sum * NormalDensity(x);
    }

    /// <summary>Φ(−x) = φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))) for x of 2 and more.</summary>
    private static double Tail(double x)
    {
        var fraction = x;
        for (var n = 250; n > 0; n--)
            fraction = x + (n / fraction);
        return NormalDensity(x) / fraction;
    }
}
