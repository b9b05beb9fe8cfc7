using Autograd.Numerics;

namespace Autograd.GradientChecking;

/// <summary>A plain float64 number: an operation's rule as one would write it naively, with the runtime's own functions.</summary>
/// <param name="Value">The number.</param>
public readonly record struct DoubleReal(double Value) : IReal<DoubleReal>
{
    /// <inheritdoc/>
    public static DoubleReal Zero => default;

    /// <inheritdoc/>
    public static DoubleReal One => new(1);

    /// <inheritdoc/>
    public static DoubleReal Constant(double value) => new(value);

    /// <inheritdoc/>
    public static DoubleReal operator +(DoubleReal a, DoubleReal b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    public static DoubleReal operator -(DoubleReal a, DoubleReal b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    public static DoubleReal operator *(DoubleReal a, DoubleReal b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    public static DoubleReal operator /(DoubleReal a, DoubleReal b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    public static DoubleReal operator -(DoubleReal a) => new(-a.Value);

    /// <inheritdoc/>
    public static DoubleReal Abs(DoubleReal x) => new(Math.Abs(x.Value));

    /// <inheritdoc/>
    public static DoubleReal Sqrt(DoubleReal x) => new(Math.Sqrt(x.Value));

    /// <inheritdoc/>
    public static DoubleReal Exp(DoubleReal x) => new(Math.Exp(x.Value));

    /// <inheritdoc/>
    public static DoubleReal Log(DoubleReal x) => new(Math.Log(x.Value));

    /// <inheritdoc/>
    public static DoubleReal Tanh(DoubleReal x) => new(Math.Tanh(x.Value));

    /// <inheritdoc/>
    public static DoubleReal Sigmoid(DoubleReal x) => new(ScalarFunctions.Sigmoid(x.Value));

    /// <inheritdoc/>
    public static DoubleReal Pow(DoubleReal x, DoubleReal y) => new(Math.Pow(x.Value, y.Value));

    /// <inheritdoc/>
    public static DoubleReal Sin(DoubleReal x) => new(Math.Sin(x.Value));

    /// <inheritdoc/>
    public static DoubleReal Cos(DoubleReal x) => new(Math.Cos(x.Value));

    /// <inheritdoc/>
    public static DoubleReal Erf(DoubleReal x) => new(ScalarFunctions.Erf(x.Value));

    /// <inheritdoc/>
    public static DoubleReal NormalCdf(DoubleReal x) => new(ScalarFunctions.NormalCdf(x.Value));

    /// <inheritdoc/>
    public static DoubleReal Expm1(DoubleReal x) => new(ScalarFunctions.Expm1(x.Value));

    /// <inheritdoc/>
    public static DoubleReal Log1p(DoubleReal x) => new(ScalarFunctions.Log1p(x.Value));

    /// <inheritdoc/>
    public static DoubleReal Floor(DoubleReal x) => new(Math.Floor(x.Value));

    /// <inheritdoc/>
    public static DoubleReal Round(DoubleReal x) => new(Math.Round(x.Value));

    /// <inheritdoc/>
    public static DoubleReal Remainder(DoubleReal x, DoubleReal y) => new(ScalarFunctions.Remainder(x.Value, y.Value));

    /// <inheritdoc/>
    public static DoubleReal Max(DoubleReal a, DoubleReal b) => new(Math.Max(a.Value, b.Value));

    /// <inheritdoc/>
    public static DoubleReal Min(DoubleReal a, DoubleReal b) => new(Math.Min(a.Value, b.Value));

    /// <inheritdoc/>
    public static DoubleReal IfLess(DoubleReal a, DoubleReal b, DoubleReal yes, DoubleReal no) => a.Value < b.Value ? yes : no;

    /// <inheritdoc/>
    public static DoubleReal IfLessOrEqual(DoubleReal a, DoubleReal b, DoubleReal yes, DoubleReal no) => a.Value <= b.Value ? yes : no;

    /// <inheritdoc/>
    public static DoubleReal IfEqual(DoubleReal a, DoubleReal b, DoubleReal yes, DoubleReal no) => a.Value == b.Value ? yes : no;
}
