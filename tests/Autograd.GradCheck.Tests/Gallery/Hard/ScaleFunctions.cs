namespace Autograd.GradientChecking.Tests.Gallery.Hard;

/// <summary>Scalar functions of elements: large and small arguments, steep, cancelling, near a pole.</summary>
internal static class ScaleFunctions
{
    private static readonly Func<Variable, Variable> Sin = ChainOp.Of(Math.Sin, Math.Cos, x => -Math.Sin(x), x => -Math.Cos(x));
    private static readonly Func<Variable, Variable> Atan = ChainOp.Of(Math.Atan, x => 1 / (1 + (x * x)), x => -2 * x / Math.Pow(1 + (x * x), 2), x => ((6 * x * x) - 2) / Math.Pow(1 + (x * x), 3));
    private static readonly Func<Variable, Variable> Tan = ChainOp.Of(
        Math.Tan, x => 1 + Square(Math.Tan(x)), x => 2 * Math.Tan(x) * (1 + Square(Math.Tan(x))), x => (2 + (6 * Square(Math.Tan(x)))) * (1 + Square(Math.Tan(x))));

    private static readonly Func<Variable, Variable> Asin = ChainOp.Of(
        Math.Asin, x => 1 / Math.Sqrt(Below(x)), x => x / (Below(x) * Math.Sqrt(Below(x))), x => (1 + (2 * x * x)) / (Square(Below(x)) * Math.Sqrt(Below(x))));

    public static HardFunction[] All { get; } =
    [
        HardFunction.Of("sin at 10⁶", Sin, 1e6, -1e6, 1e6 + 0.5),
        HardFunction.Of("sin at 10⁹", Sin, 1e9),
        HardFunction.Of("sin 1000x", x => Sin(1000 * x), 0.1, 1, 7),
        HardFunction.Of("x·sin(1/x) near 0", x => x * Sin(1 / x), 0.01, -0.003, 0.2),
        HardFunction.Of("sum of five frequencies", x => Sin(x) + (0.5 * Sin(3 * x)) + (0.25 * Sin(9 * x)) + (0.125 * Sin(27 * x)) + (0.0625 * Sin(81 * x)), 0.3, 2, -5),
        HardFunction.Of("exp at 10⁻¹²", x => x.Exp(), 1e-12, -1e-12, 0),
        HardFunction.Of("cubes from 10⁻¹² to 10⁶", x => x * x * x, 1e-12, 1e-6, 1, 1e3, 1e6),
        HardFunction.Of("squares at 10¹⁰⁰", x => x * x, 1e100, -3e100),
        HardFunction.Of("values of 10⁻¹²", x => 1e-12 * x.Exp(), 0.5, 1, 2),
        HardFunction.Of("values of 10¹⁵⁰", x => 1e150 * x.Tanh(), 0.5, 1, 2),
        HardFunction.Of("1/(x − 1) near 1", x => 1 / (x - 1), 1.001, 0.9999, 1.00001),
        HardFunction.Of("tan near its pole", Tan, 1.57, -1.5707, 1),
        HardFunction.Of("exp 50x", x => (50 * x).Exp(), -1, 0, 0.3, 2),
        HardFunction.Of("exp(exp x)", x => x.Exp().Exp(), 0.5, 2, 3),
        HardFunction.Of("exp of ±300", x => x.Exp(), -300, 300),
        HardFunction.Of("eˣ − 1 − x near 0", x => x.Exp() - 1 - x, 1e-3, -1e-2, 0.1),
        HardFunction.Of("1 − cos-like cancelling", x => 1 - (1 - (x * x)).Sqrt(), 1e-3, 1e-2, 0.5),
        HardFunction.Of("(x + 10⁴) − 10⁴", x => (x + 1e4) - 1e4, 0.5, -0.25),
        HardFunction.Of("log near 0", x => x.Log(), 1e-10, 1e-5, 1) with { Domain = InputDomain.Positive },
        HardFunction.Of("log near 0, no domain given", x => x.Log(), 1e-10, 1e-5, 1),
        HardFunction.Of("x·log x near 0", x => x * x.Log(), 1e-8, 1e-3, 0.4) with { Domain = InputDomain.Positive },
        HardFunction.Of("x^0.3 near 0", x => x.Pow(0.3), 1e-8, 1e-4, 2) with { Domain = InputDomain.Positive },
        HardFunction.Of("x^1.5 near 0, no domain given", x => x.Pow(1.5), 1e-6, 1e-3, 2),
        HardFunction.Of("x^20", x => x.Pow(20), 0.1, 1, 3),
        HardFunction.Of("x⁻³ at 0.01", x => x.Pow(-3), 0.01, 0.1, 10),
        HardFunction.Of("√ at 10¹²", x => x.Sqrt(), 1e12),
        HardFunction.Of("√ near 0", x => x.Sqrt(), 1e-12, 1e-4, 9) with { Domain = InputDomain.NonNegative },
        HardFunction.Of("√(x² + 10⁻¹²) near 0", x => ((x * x) + 1e-12).Sqrt(), 1e-7, -1e-6, 1),
        HardFunction.Of("asin near 1", Asin, 0.999, -0.9999, 0.5) with { Domain = InputDomain.UnitOpen },
        HardFunction.Of("atan 10⁴x", x => Atan(1e4 * x), 1e-5, -1e-4, 0.1),
        HardFunction.Of("tanh 1000x", x => (1000 * x).Tanh(), 1e-3, -2e-4, 0.1),
        HardFunction.Of("saturated tanh", x => x.Tanh(), -40, -18, 18, 40),
        HardFunction.Of("saturated sigmoid", x => x.Sigmoid(), -700, -36, 36, 700),
        HardFunction.Of("softplus by its formula, to ±300", x => (1 + x.Exp()).Log(), -300, -40, 3, 300),
        HardFunction.Of("a Gauss bell of width 10⁻³", x => (-0.5e6 * x * x).Exp(), 7e-4, 5e-4, -2e-3),
        HardFunction.Of("exp(−1/x²) near 0", x => (-1 / (x * x)).Exp(), 0.2, 0.1, 1),
        HardFunction.Of("Runge's function", x => 1 / (1 + (25 * x * x)), -0.9, 0.2, 0.01),
        HardFunction.Of("Wilkinson's polynomial of degree 12", Wilkinson, 1.5, 6.2, 11.7),
        HardFunction.Of("a constant 10¹² added", x => x.Exp() + 1e12, 0.5, 1) with { Verdict = Verdict.Inconclusive, Reason = "the values have four digits left behind the point" },
        HardFunction.Of("float32 in between", x => x.Exp().To(DType.Float32).To(DType.Float64) * x, 0.3, 1.2) with { Verdict = Verdict.Inconclusive, Reason = "the values are stairs of 10⁻⁷; a float32 part cannot be differenced" },
    ];

    private static double Square(double x) => x * x;

    private static double Below(double x) => (1 - x) * (1 + x);

    private static Variable Wilkinson(Variable x)
    {
        var y = x - 1;
        for (var root = 2; root <= 12; root++)
            y *= x - root;
        return y;
    }
}
