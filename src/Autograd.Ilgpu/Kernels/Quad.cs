using Autograd.Numerics;

namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// Four neighbouring elements that a thread reads and writes at once: a GPU's memory is busy only with enough bytes under way, and four
/// floats are one instruction's. Rules compute with them as with one.
/// </summary>
/// <typeparam name="T">The elements.</typeparam>
/// <param name="a">The first.</param>
/// <param name="b">The second.</param>
/// <param name="c">The third.</param>
/// <param name="d">The fourth.</param>
internal readonly struct Quad<T>(T a, T b, T c, T d) : IReal<Quad<T>>
    where T : unmanaged, IReal<T>
{
    /// <summary>How many elements there are.</summary>
    public const int Count = 4;

    /// <summary>The first.</summary>
    public readonly T A = a;

    /// <summary>The second.</summary>
    public readonly T B = b;

    /// <summary>The third.</summary>
    public readonly T C = c;

    /// <summary>The fourth.</summary>
    public readonly T D = d;


    public static Quad<T> Zero => All(T.Zero);

    public static Quad<T> One => All(T.One);

    public static Quad<T> Constant(double value) => All(T.Constant(value));

    public static Quad<T> operator +(Quad<T> x, Quad<T> y) => new(x.A + y.A, x.B + y.B, x.C + y.C, x.D + y.D);

    public static Quad<T> operator -(Quad<T> x, Quad<T> y) => new(x.A - y.A, x.B - y.B, x.C - y.C, x.D - y.D);

    public static Quad<T> operator *(Quad<T> x, Quad<T> y) => new(x.A * y.A, x.B * y.B, x.C * y.C, x.D * y.D);

    public static Quad<T> operator /(Quad<T> x, Quad<T> y) => new(x.A / y.A, x.B / y.B, x.C / y.C, x.D / y.D);

    public static Quad<T> operator -(Quad<T> x) => new(-x.A, -x.B, -x.C, -x.D);

    public static Quad<T> MultiplyAdd(Quad<T> x, Quad<T> y, Quad<T> z) =>
        new(T.MultiplyAdd(x.A, y.A, z.A), T.MultiplyAdd(x.B, y.B, z.B), T.MultiplyAdd(x.C, y.C, z.C), T.MultiplyAdd(x.D, y.D, z.D));

    public static Quad<T> Abs(Quad<T> x) => new(T.Abs(x.A), T.Abs(x.B), T.Abs(x.C), T.Abs(x.D));

    public static Quad<T> Sqrt(Quad<T> x) => new(T.Sqrt(x.A), T.Sqrt(x.B), T.Sqrt(x.C), T.Sqrt(x.D));

    public static Quad<T> Exp(Quad<T> x) => new(T.Exp(x.A), T.Exp(x.B), T.Exp(x.C), T.Exp(x.D));

    public static Quad<T> Log(Quad<T> x) => new(T.Log(x.A), T.Log(x.B), T.Log(x.C), T.Log(x.D));

    public static Quad<T> Tanh(Quad<T> x) => new(T.Tanh(x.A), T.Tanh(x.B), T.Tanh(x.C), T.Tanh(x.D));

    public static Quad<T> Sigmoid(Quad<T> x) => new(T.Sigmoid(x.A), T.Sigmoid(x.B), T.Sigmoid(x.C), T.Sigmoid(x.D));

    public static Quad<T> Pow(Quad<T> x, Quad<T> y) => new(T.Pow(x.A, y.A), T.Pow(x.B, y.B), T.Pow(x.C, y.C), T.Pow(x.D, y.D));

    public static Quad<T> Sin(Quad<T> x) => new(T.Sin(x.A), T.Sin(x.B), T.Sin(x.C), T.Sin(x.D));

    public static Quad<T> Cos(Quad<T> x) => new(T.Cos(x.A), T.Cos(x.B), T.Cos(x.C), T.Cos(x.D));

    public static Quad<T> Erf(Quad<T> x) => new(T.Erf(x.A), T.Erf(x.B), T.Erf(x.C), T.Erf(x.D));

    public static Quad<T> NormalCdf(Quad<T> x) => new(T.NormalCdf(x.A), T.NormalCdf(x.B), T.NormalCdf(x.C), T.NormalCdf(x.D));

    public static Quad<T> Gelu(Quad<T> x) => new(T.Gelu(x.A), T.Gelu(x.B), T.Gelu(x.C), T.Gelu(x.D));

    public static Quad<T> GeluSlope(Quad<T> x) => new(T.GeluSlope(x.A), T.GeluSlope(x.B), T.GeluSlope(x.C), T.GeluSlope(x.D));

    public static Quad<T> Expm1(Quad<T> x) => new(T.Expm1(x.A), T.Expm1(x.B), T.Expm1(x.C), T.Expm1(x.D));

    public static Quad<T> Log1p(Quad<T> x) => new(T.Log1p(x.A), T.Log1p(x.B), T.Log1p(x.C), T.Log1p(x.D));

    public static Quad<T> Floor(Quad<T> x) => new(T.Floor(x.A), T.Floor(x.B), T.Floor(x.C), T.Floor(x.D));

    public static Quad<T> Round(Quad<T> x) => new(T.Round(x.A), T.Round(x.B), T.Round(x.C), T.Round(x.D));

    public static Quad<T> Remainder(Quad<T> x, Quad<T> y) =>
        new(T.Remainder(x.A, y.A), T.Remainder(x.B, y.B), T.Remainder(x.C, y.C), T.Remainder(x.D, y.D));

    public static Quad<T> Max(Quad<T> x, Quad<T> y) => new(T.Max(x.A, y.A), T.Max(x.B, y.B), T.Max(x.C, y.C), T.Max(x.D, y.D));

    public static Quad<T> Min(Quad<T> x, Quad<T> y) => new(T.Min(x.A, y.A), T.Min(x.B, y.B), T.Min(x.C, y.C), T.Min(x.D, y.D));

    public static Quad<T> IfLess(Quad<T> x, Quad<T> y, Quad<T> yes, Quad<T> no) => new(
        T.IfLess(x.A, y.A, yes.A, no.A), T.IfLess(x.B, y.B, yes.B, no.B), T.IfLess(x.C, y.C, yes.C, no.C), T.IfLess(x.D, y.D, yes.D, no.D));

    public static Quad<T> IfLessOrEqual(Quad<T> x, Quad<T> y, Quad<T> yes, Quad<T> no) => new(
        T.IfLessOrEqual(x.A, y.A, yes.A, no.A),
        T.IfLessOrEqual(x.B, y.B, yes.B, no.B),
        T.IfLessOrEqual(x.C, y.C, yes.C, no.C),
        T.IfLessOrEqual(x.D, y.D, yes.D, no.D));

    public static Quad<T> IfEqual(Quad<T> x, Quad<T> y, Quad<T> yes, Quad<T> no) => new(
        T.IfEqual(x.A, y.A, yes.A, no.A), T.IfEqual(x.B, y.B, yes.B, no.B), T.IfEqual(x.C, y.C, yes.C, no.C), T.IfEqual(x.D, y.D, yes.D, no.D));

    private static Quad<T> All(T value) => new(value, value, value, value);
}
