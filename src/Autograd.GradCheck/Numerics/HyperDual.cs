using Autograd.Numerics;

namespace Autograd.GradientChecking;

/// <summary>
/// A hyper-dual number f + f₁·ε₁ + f₂·ε₂ + f₁₂·ε₁ε₂ with ε₁² = ε₂² = 0 (Fike and Alonso 2011): with both parts set to the
/// directions of differentiation, f₁₂ is the second derivative, exactly. It compares by the real part.
/// </summary>
/// <param name="Value">The real part f.</param>
/// <param name="First">f₁, the derivative in the first direction.</param>
/// <param name="Second">f₂, the derivative in the second direction.</param>
/// <param name="Mixed">f₁₂, the second derivative.</param>
public readonly record struct HyperDual(double Value, double First, double Second, double Mixed) : IReal<HyperDual>
{
    /// <inheritdoc/>
    public static HyperDual Zero => default;

    /// <inheritdoc/>
    public static HyperDual One => Constant(1);

    /// <summary>The variable of differentiation in both directions, x + ε₁ + ε₂.</summary>
    /// <param name="value">Where.</param>
    public static HyperDual Variable(double value) => new(value, 1, 1, 0);

    /// <inheritdoc/>
    public static HyperDual Constant(double value) => new(value, 0, 0, 0);

    /// <inheritdoc/>
    public static HyperDual operator +(HyperDual a, HyperDual b) =>
        new(a.Value + b.Value, a.First + b.First, a.Second + b.Second, a.Mixed + b.Mixed);

    /// <inheritdoc/>
    public static HyperDual operator -(HyperDual a, HyperDual b) =>
        new(a.Value - b.Value, a.First - b.First, a.Second - b.Second, a.Mixed - b.Mixed);

    /// <inheritdoc/>
    public static HyperDual operator *(HyperDual a, HyperDual b) => new(
        a.Value * b.Value,
        Strong(b.Value, a.First) + Strong(a.Value, b.First),
        Strong(b.Value, a.Second) + Strong(a.Value, b.Second),
        Strong(b.Value, a.Mixed) + (a.First * b.Second) + (a.Second * b.First) + Strong(a.Value, b.Mixed));

    /// <inheritdoc/>
    public static HyperDual operator /(HyperDual a, HyperDual b)
    {
        var inverse = 1 / b.Value;
        var product = a * Chain(b, inverse, -inverse * inverse, 2 * inverse * inverse * inverse);
        return product with { Value = a.Value / b.Value };
    }

    /// <inheritdoc/>
    public static HyperDual operator -(HyperDual a) => new(-a.Value, -a.First, -a.Second, -a.Mixed);

    /// <inheritdoc/>
    public static HyperDual Abs(HyperDual x) =>
        Chain(x, Math.Abs(x.Value), double.IsNaN(x.Value) ? double.NaN : Math.Sign(x.Value), 0);

    /// <inheritdoc/>
    public static HyperDual Sqrt(HyperDual x)
    {
        var root = Math.Sqrt(x.Value);
        return Chain(x, root, 0.5 / root, -0.25 / (root * x.Value));
    }

    /// <inheritdoc/>
    public static HyperDual Exp(HyperDual x)
    {
        var e = Math.Exp(x.Value);
        return Chain(x, e, e, e);
    }

    /// <inheritdoc/>
    public static HyperDual Log(HyperDual x) => Chain(x, Math.Log(x.Value), 1 / x.Value, -1 / (x.Value * x.Value));

    /// <inheritdoc/>
    public static HyperDual Tanh(HyperDual x)
    {
        var y = Math.Tanh(x.Value);
        var slope = ScalarFunctions.TanhSlope(x.Value);
        return Chain(x, y, slope, -2 * y * slope);
    }

    /// <inheritdoc/>
    public static HyperDual Sigmoid(HyperDual x)
    {
        var slope = ScalarFunctions.SigmoidSlope(x.Value);
        return Chain(x, ScalarFunctions.Sigmoid(x.Value), slope, -slope * Math.Tanh(x.Value / 2));
    }

    /// <inheritdoc/>
    public static HyperDual Pow(HyperDual x, HyperDual y)
    {
        var (a, b) = (x.Value, y.Value);
        var byBase = ScalarFunctions.PowByBase(a, b);
        var byExponent = ScalarFunctions.PowByExponent(a, b);
        var baseTwice = b == 0 || b == 1 ? 0 : b * (b - 1) * Math.Pow(a, b - 2);
        var exponentTwice = a == 0 && b >= 0 ? 0 : byExponent * Math.Log(a);
        var both = a == 0 && b > 1 ? 0 : Math.Pow(a, b - 1) * (1 + (b * Math.Log(a)));
        return new HyperDual(
            Math.Pow(a, b),
            Strong(byBase, x.First) + Strong(byExponent, y.First),
            Strong(byBase, x.Second) + Strong(byExponent, y.Second),
            Strong(byBase, x.Mixed) + Strong(byExponent, y.Mixed) + Strong(baseTwice, x.First * x.Second)
            + Strong(exponentTwice, y.First * y.Second) + Strong(both, (x.First * y.Second) + (x.Second * y.First)));
    }

    /// <inheritdoc/>
    public static HyperDual Sin(HyperDual x) => Chain(x, Math.Sin(x.Value), Math.Cos(x.Value), -Math.Sin(x.Value));

    /// <inheritdoc/>
    public static HyperDual Cos(HyperDual x) => Chain(x, Math.Cos(x.Value), -Math.Sin(x.Value), -Math.Cos(x.Value));

    /// <inheritdoc/>
    public static HyperDual Erf(HyperDual x) => Chain(x, ScalarFunctions.Erf(x.Value), ScalarFunctions.ErfSlope(x.Value), -2 * x.Value * ScalarFunctions.ErfSlope(x.Value));

    /// <inheritdoc/>
    public static HyperDual NormalCdf(HyperDual x) => Chain(x, ScalarFunctions.NormalCdf(x.Value), ScalarFunctions.NormalDensity(x.Value), -x.Value * ScalarFunctions.NormalDensity(x.Value));

    /// <inheritdoc/>
    public static HyperDual Expm1(HyperDual x) => Chain(x, ScalarFunctions.Expm1(x.Value), Math.Exp(x.Value), Math.Exp(x.Value));

    /// <inheritdoc/>
    public static HyperDual Log1p(HyperDual x) => Chain(x, ScalarFunctions.Log1p(x.Value), 1 / (1 + x.Value), -1 / ((1 + x.Value) * (1 + x.Value)));

    /// <inheritdoc/>
    public static HyperDual Floor(HyperDual x) => Chain(x, Math.Floor(x.Value), 0, 0);

    /// <inheritdoc/>
    public static HyperDual Round(HyperDual x) => Chain(x, Math.Round(x.Value), 0, 0);

    /// <inheritdoc/>
    public static HyperDual Remainder(HyperDual x, HyperDual y)
    {
        var quotient = Math.Floor(x.Value / y.Value);
        return new HyperDual(
            ScalarFunctions.Remainder(x.Value, y.Value), x.First - Strong(quotient, y.First), x.Second - Strong(quotient, y.Second), x.Mixed - Strong(quotient, y.Mixed));
    }

    /// <inheritdoc/>
    public static HyperDual Max(HyperDual a, HyperDual b) => a.Value == b.Value
        ? new HyperDual(Math.Max(a.Value, b.Value), (a.First + b.First) / 2, (a.Second + b.Second) / 2, (a.Mixed + b.Mixed) / 2)
        : (a.Value > b.Value ? a : b) with { Value = Math.Max(a.Value, b.Value) };

    /// <inheritdoc/>
    public static HyperDual Min(HyperDual a, HyperDual b) => -Max(-a, -b);

    /// <inheritdoc/>
    public static HyperDual IfLess(HyperDual a, HyperDual b, HyperDual yes, HyperDual no) => a.Value < b.Value ? yes : no;

    /// <inheritdoc/>
    public static HyperDual IfLessOrEqual(HyperDual a, HyperDual b, HyperDual yes, HyperDual no) => a.Value <= b.Value ? yes : no;

    /// <inheritdoc/>
    public static HyperDual IfEqual(HyperDual a, HyperDual b, HyperDual yes, HyperDual no) => a.Value == b.Value ? yes : no;

    /// <summary>g(x) by the chain rule: g·, g′·x₁, g′·x₂, g′·x₁₂ + g″·x₁x₂.</summary>
    private static HyperDual Chain(HyperDual x, double value, double slope, double curvature) => new(
        value,
        Strong(slope, x.First),
        Strong(slope, x.Second),
        Strong(slope, x.Mixed) + Strong(curvature, x.First * x.Second));

    private static double Strong(double coefficient, double direction) => ScalarFunctions.Strong(coefficient, direction);
}
