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

    /// <summary>∂xʸ/∂x = y·xʸ⁻¹, 0 where y = 0.</summary>
    public static double PowByBase(double x, double y) => y == 0 ? 0 : y * Math.Pow(x, y - 1);

    /// <summary>∂xʸ/∂y = xʸ·ln x, 0 where x = 0 and y ≥ 0.</summary>
    public static double PowByExponent(double x, double y) => x == 0 && y >= 0 ? 0 : Math.Pow(x, y) * Math.Log(x);

    /// <summary>A coefficient times a direction, where a direction of 0 gives 0 whatever the coefficient is.</summary>
    public static double Strong(double coefficient, double direction) => direction == 0 ? 0 : coefficient * direction;
}
