using Autograd.Numerics;

namespace Autograd.GradientChecking;

/// <summary>
/// A dual number a + b·ε with ε² = 0 (Clifford 1873): arithmetic on it carries the first derivative exactly, without a
/// step. It compares by the real part.
/// </summary>
/// <remarks>At kinks it follows the framework's definitions: |x| has slope 0 at 0, and equal operands of a maximum share its slope.</remarks>
/// <param name="Value">The real part a.</param>
/// <param name="Derivative">The dual part b.</param>
public readonly record struct Dual(double Value, double Derivative) : IReal<Dual>
{
    /// <inheritdoc/>
    public static Dual Zero => default;

    /// <inheritdoc/>
    public static Dual One => new(1, 0);

    /// <summary>The variable of differentiation, x + ε.</summary>
    /// <param name="value">Where.</param>
    public static Dual Variable(double value) => new(value, 1);

    /// <inheritdoc/>
    public static Dual Constant(double value) => new(value, 0);

    /// <inheritdoc/>
    public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Derivative + b.Derivative);

    /// <inheritdoc/>
    public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, a.Derivative - b.Derivative);

    /// <inheritdoc/>
    public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, Strong(b.Value, a) + Strong(a.Value, b));

    /// <inheritdoc/>
    public static Dual operator /(Dual a, Dual b)
    {
        var quotient = a.Value / b.Value;
        return new Dual(quotient, Strong(1 / b.Value, a) - Strong(quotient / b.Value, b));
    }

    /// <inheritdoc/>
    public static Dual operator -(Dual a) => new(-a.Value, -a.Derivative);

    /// <inheritdoc/>
    public static Dual Abs(Dual x) => Chain(x, Math.Abs(x.Value), double.IsNaN(x.Value) ? double.NaN : Math.Sign(x.Value));

    /// <inheritdoc/>
    public static Dual Sqrt(Dual x)
    {
        var root = Math.Sqrt(x.Value);
        return Chain(x, root, 0.5 / root);
    }

    /// <inheritdoc/>
    public static Dual Exp(Dual x)
    {
        var e = Math.Exp(x.Value);
        return Chain(x, e, e);
    }

    /// <inheritdoc/>
    public static Dual Log(Dual x) => Chain(x, Math.Log(x.Value), 1 / x.Value);

    /// <inheritdoc/>
    public static Dual Tanh(Dual x) => Chain(x, Math.Tanh(x.Value), ScalarFunctions.TanhSlope(x.Value));

    /// <inheritdoc/>
    public static Dual Sigmoid(Dual x) => Chain(x, ScalarFunctions.Sigmoid(x.Value), ScalarFunctions.SigmoidSlope(x.Value));

    /// <inheritdoc/>
    public static Dual Pow(Dual x, Dual y) => new(
        Math.Pow(x.Value, y.Value),
        Strong(ScalarFunctions.PowByBase(x.Value, y.Value), x) + Strong(ScalarFunctions.PowByExponent(x.Value, y.Value), y));

    /// <inheritdoc/>
    public static Dual Sin(Dual x) => Chain(x, Math.Sin(x.Value), Math.Cos(x.Value));

    /// <inheritdoc/>
    public static Dual Cos(Dual x) => Chain(x, Math.Cos(x.Value), -Math.Sin(x.Value));

    /// <inheritdoc/>
    public static Dual Erf(Dual x) => Chain(x, ScalarFunctions.Erf(x.Value), ScalarFunctions.ErfSlope(x.Value));

    /// <inheritdoc/>
    public static Dual NormalCdf(Dual x) => Chain(x, ScalarFunctions.NormalCdf(x.Value), ScalarFunctions.NormalDensity(x.Value));

    /// <inheritdoc/>
    public static Dual Expm1(Dual x) => Chain(x, ScalarFunctions.Expm1(x.Value), Math.Exp(x.Value));

    /// <inheritdoc/>
    public static Dual Log1p(Dual x) => Chain(x, ScalarFunctions.Log1p(x.Value), 1 / (1 + x.Value));

    /// <inheritdoc/>
    public static Dual Floor(Dual x) => Chain(x, Math.Floor(x.Value), 0);

    /// <inheritdoc/>
    public static Dual Round(Dual x) => Chain(x, Math.Round(x.Value), 0);

    /// <inheritdoc/>
    public static Dual Remainder(Dual x, Dual y) => new(
        ScalarFunctions.Remainder(x.Value, y.Value), x.Derivative - Strong(Math.Floor(x.Value / y.Value), y));

    /// <inheritdoc/>
    public static Dual Max(Dual a, Dual b) => a.Value == b.Value
        ? new Dual(Math.Max(a.Value, b.Value), (a.Derivative + b.Derivative) / 2)
        : new Dual(Math.Max(a.Value, b.Value), a.Value > b.Value ? a.Derivative : b.Derivative);

    /// <inheritdoc/>
    public static Dual Min(Dual a, Dual b) => -Max(-a, -b);

    /// <inheritdoc/>
    public static Dual IfLess(Dual a, Dual b, Dual yes, Dual no) => a.Value < b.Value ? yes : no;

    /// <inheritdoc/>
    public static Dual IfLessOrEqual(Dual a, Dual b, Dual yes, Dual no) => a.Value <= b.Value ? yes : no;

    /// <inheritdoc/>
    public static Dual IfEqual(Dual a, Dual b, Dual yes, Dual no) => a.Value == b.Value ? yes : no;

    private static Dual Chain(Dual x, double value, double slope) => new(value, Strong(slope, x));

    private static double Strong(double coefficient, Dual x) => ScalarFunctions.Strong(coefficient, x.Derivative);
}
