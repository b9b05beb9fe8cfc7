using System.Numerics;
using Autograd.Numerics;

namespace Autograd.GradientChecking;

/// <summary>
/// A complex number for the complex step f′(x) = Im f(x + ih)/h (Squire and Trapp 1998), which subtracts nothing and so
/// takes h = 1e-200. An oracle that shares no derivative formula with the dual numbers. It compares by the real part.
/// </summary>
/// <remarks>
/// Meaningful where the rule is analytic on either side of its choices: |x| is x or −x, chosen by the real part; powers
/// of a negative number with a whole exponent go through the positive one, because Im ln x = π would swallow the step.
/// </remarks>
/// <param name="Number">The number.</param>
public readonly record struct ComplexReal(Complex Number) : IReal<ComplexReal>
{
    /// <summary>The step: so small that every real part is as if there were none.</summary>
    private const double Step = 1e-200;

    /// <inheritdoc/>
    public static ComplexReal Zero => default;

    /// <inheritdoc/>
    public static ComplexReal One => new(Complex.One);

    /// <summary>The value of the function.</summary>
    public double Value => Number.Real;

    /// <summary>The derivative, Im/h.</summary>
    public double Derivative => Number.Imaginary / Step;

    /// <summary>The variable of differentiation, x + ih.</summary>
    /// <param name="value">Where.</param>
    public static ComplexReal Variable(double value) => new(new Complex(value, Step));

    /// <inheritdoc/>
    public static ComplexReal Constant(double value) => new(new Complex(value, 0));

    /// <inheritdoc/>
    public static ComplexReal operator +(ComplexReal a, ComplexReal b) => new(a.Number + b.Number);

    /// <inheritdoc/>
    public static ComplexReal operator -(ComplexReal a, ComplexReal b) => new(a.Number - b.Number);

    /// <inheritdoc/>
    public static ComplexReal operator *(ComplexReal a, ComplexReal b) => new(a.Number * b.Number);

    /// <inheritdoc/>
    public static ComplexReal operator /(ComplexReal a, ComplexReal b) => new(a.Number / b.Number);

    /// <inheritdoc/>
    public static ComplexReal operator -(ComplexReal a) => new(-a.Number);

    /// <inheritdoc/>
    public static ComplexReal Abs(ComplexReal x) => x.Number.Real switch
    {
        > 0 => x,
        < 0 => -x,
        _ => Constant(Math.Abs(x.Number.Real)),
    };

    /// <inheritdoc/>
    public static ComplexReal Sqrt(ComplexReal x) =>
        x.Number.Real < 0 ? Constant(double.NaN) : new(Complex.Sqrt(x.Number));

    /// <inheritdoc/>
    public static ComplexReal Exp(ComplexReal x) => new(Complex.Exp(x.Number));

    /// <inheritdoc/>
    public static ComplexReal Log(ComplexReal x) =>
        x.Number.Real < 0 ? Constant(double.NaN) : new(Complex.Log(x.Number));

    /// <inheritdoc/>
    public static ComplexReal Tanh(ComplexReal x)
    {
        // (tanh a + i·tan b)/(1 + i·tanh a·tan b): the quotient of exponentials overflows for large a.
        var a = Math.Tanh(x.Number.Real);
        var b = Math.Tan(x.Number.Imaginary);
        return new ComplexReal(new Complex(a, b) / new Complex(1, a * b));
    }

    /// <inheritdoc/>
    public static ComplexReal Sigmoid(ComplexReal x)
    {
        if (x.Number.Real >= 0)
            return One / (One + Exp(-x));
        var e = Exp(x);
        return e / (One + e);
    }

    /// <inheritdoc/>
    public static ComplexReal Pow(ComplexReal x, ComplexReal y)
    {
        if (y.Number == Complex.Zero)
            return One;
        if (x.Number.Imaginary == 0 && y.Number.Imaginary == 0)
            return Constant(Math.Pow(x.Number.Real, y.Number.Real));
        if (x.Number.Real > 0)
            return new ComplexReal(Complex.Exp(y.Number * Complex.Log(x.Number)));
        if (y.Number.Imaginary != 0 || y.Number.Real != Math.Floor(y.Number.Real))
            return Constant(x.Number.Real == 0 && y.Number.Real >= 0 ? 0 : double.NaN);
        if (x.Number.Real == 0)
            return y.Number.Real == 1 ? x : Constant(Math.Pow(0, y.Number.Real));
        var power = Pow(-x, y);
        return Math.IEEERemainder(y.Number.Real, 2) == 0 ? power : -power;
    }

    /// <inheritdoc/>
    public static ComplexReal Sin(ComplexReal x) => new(Complex.Sin(x.Number));

    /// <inheritdoc/>
    public static ComplexReal Cos(ComplexReal x) => new(Complex.Cos(x.Number));

    /// <summary>By its Taylor series to first order, which for a step of 1e-200 is all there is.</summary>
    /// <param name="x">The number.</param>
    public static ComplexReal Erf(ComplexReal x) => Chain(x, ScalarFunctions.Erf(x.Number.Real), ScalarFunctions.ErfSlope(x.Number.Real));

    /// <inheritdoc cref="Erf"/>
    public static ComplexReal NormalCdf(ComplexReal x) =>
        Chain(x, ScalarFunctions.NormalCdf(x.Number.Real), ScalarFunctions.NormalDensity(x.Number.Real));

    /// <inheritdoc cref="Erf"/>
    public static ComplexReal Expm1(ComplexReal x) => Chain(x, ScalarFunctions.Expm1(x.Number.Real), Math.Exp(x.Number.Real));

    /// <inheritdoc cref="Erf"/>
    public static ComplexReal Log1p(ComplexReal x) => Chain(x, ScalarFunctions.Log1p(x.Number.Real), 1 / (1 + x.Number.Real));

    /// <inheritdoc/>
    public static ComplexReal Floor(ComplexReal x) => Constant(Math.Floor(x.Number.Real));

    /// <inheritdoc/>
    public static ComplexReal Round(ComplexReal x) => Constant(Math.Round(x.Number.Real));

    /// <inheritdoc/>
    public static ComplexReal Remainder(ComplexReal x, ComplexReal y)
    {
        var moved = x.Number.Imaginary - (Math.Floor(x.Number.Real / y.Number.Real) * y.Number.Imaginary);
        return new ComplexReal(new Complex(ScalarFunctions.Remainder(x.Number.Real, y.Number.Real), moved));
    }

    /// <inheritdoc/>
    public static ComplexReal Max(ComplexReal a, ComplexReal b)
    {
        if (double.IsNaN(a.Number.Real) || double.IsNaN(b.Number.Real))
            return Constant(double.NaN);
        return a.Number.Real == b.Number.Real ? new ComplexReal((a.Number + b.Number) / 2) : a.Number.Real > b.Number.Real ? a : b;
    }

    /// <inheritdoc/>
    public static ComplexReal Min(ComplexReal a, ComplexReal b) => -Max(-a, -b);

    /// <inheritdoc/>
    public static ComplexReal IfLess(ComplexReal a, ComplexReal b, ComplexReal yes, ComplexReal no) =>
        a.Number.Real < b.Number.Real ? yes : no;

    /// <inheritdoc/>
    public static ComplexReal IfLessOrEqual(ComplexReal a, ComplexReal b, ComplexReal yes, ComplexReal no) =>
        a.Number.Real <= b.Number.Real ? yes : no;

    /// <inheritdoc/>
    public static ComplexReal IfEqual(ComplexReal a, ComplexReal b, ComplexReal yes, ComplexReal no) =>
        a.Number.Real == b.Number.Real ? yes : no;

    private static ComplexReal Chain(ComplexReal x, double value, double slope) => new(new Complex(value, slope * x.Number.Imaginary));
}
