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

    private readonly T _a = a;
    private readonly T _b = b;
    private readonly T _c = c;
    private readonly T _d = d;

    public static Quad<T> Zero => All(T.Zero);

    public static Quad<T> One => All(T.One);

    public static Quad<T> Constant(double value) => All(T.Constant(value));

    public static Quad<T> operator +(Quad<T> x, Quad<T> y) => new(x._a + y._a, x._b + y._b, x._c + y._c, x._d + y._d);

    public static Quad<T> operator -(Quad<T> x, Quad<T> y) => new(x._a - y._a, x._b - y._b, x._c - y._c, x._d - y._d);

    public static Quad<T> operator *(Quad<T> x, Quad<T> y) => new(x._a * y._a, x._b * y._b, x._c * y._c, x._d * y._d);

    public static Quad<T> operator /(Quad<T> x, Quad<T> y) => new(x._a / y._a, x._b / y._b, x._c / y._c, x._d / y._d);

    public static Quad<T> operator -(Quad<T> x) => new(-x._a, -x._b, -x._c, -x._d);

    public static Quad<T> MultiplyAdd(Quad<T> x, Quad<T> y, Quad<T> z) =>
        new(T.MultiplyAdd(x._a, y._a, z._a), T.MultiplyAdd(x._b, y._b, z._b), T.MultiplyAdd(x._c, y._c, z._c), T.MultiplyAdd(x._d, y._d, z._d));

    public static Quad<T> Abs(Quad<T> x) => new(T.Abs(x._a), T.Abs(x._b), T.Abs(x._c), T.Abs(x._d));

    public static Quad<T> Sqrt(Quad<T> x) => new(T.Sqrt(x._a), T.Sqrt(x._b), T.Sqrt(x._c), T.Sqrt(x._d));

    public static Quad<T> Exp(Quad<T> x) => new(T.Exp(x._a), T.Exp(x._b), T.Exp(x._c), T.Exp(x._d));

    public static Quad<T> Log(Quad<T> x) => new(T.Log(x._a), T.Log(x._b), T.Log(x._c), T.Log(x._d));

    public static Quad<T> Tanh(Quad<T> x) => new(T.Tanh(x._a), T.Tanh(x._b), T.Tanh(x._c), T.Tanh(x._d));

    public static Quad<T> Sigmoid(Quad<T> x) => new(T.Sigmoid(x._a), T.Sigmoid(x._b), T.Sigmoid(x._c), T.Sigmoid(x._d));

    public static Quad<T> Pow(Quad<T> x, Quad<T> y) => new(T.Pow(x._a, y._a), T.Pow(x._b, y._b), T.Pow(x._c, y._c), T.Pow(x._d, y._d));

    public static Quad<T> Sin(Quad<T> x) => new(T.Sin(x._a), T.Sin(x._b), T.Sin(x._c), T.Sin(x._d));

    public static Quad<T> Cos(Quad<T> x) => new(T.Cos(x._a), T.Cos(x._b), T.Cos(x._c), T.Cos(x._d));

    public static Quad<T> Erf(Quad<T> x) => new(T.Erf(x._a), T.Erf(x._b), T.Erf(x._c), T.Erf(x._d));

    public static Quad<T> NormalCdf(Quad<T> x) => new(T.NormalCdf(x._a), T.NormalCdf(x._b), T.NormalCdf(x._c), T.NormalCdf(x._d));

    public static Quad<T> Gelu(Quad<T> x) => new(T.Gelu(x._a), T.Gelu(x._b), T.Gelu(x._c), T.Gelu(x._d));

    public static Quad<T> GeluSlope(Quad<T> x) => new(T.GeluSlope(x._a), T.GeluSlope(x._b), T.GeluSlope(x._c), T.GeluSlope(x._d));

    public static Quad<T> Expm1(Quad<T> x) => new(T.Expm1(x._a), T.Expm1(x._b), T.Expm1(x._c), T.Expm1(x._d));

    public static Quad<T> Log1p(Quad<T> x) => new(T.Log1p(x._a), T.Log1p(x._b), T.Log1p(x._c), T.Log1p(x._d));

    public static Quad<T> Floor(Quad<T> x) => new(T.Floor(x._a), T.Floor(x._b), T.Floor(x._c), T.Floor(x._d));

    public static Quad<T> Round(Quad<T> x) => new(T.Round(x._a), T.Round(x._b), T.Round(x._c), T.Round(x._d));

    public static Quad<T> Remainder(Quad<T> x, Quad<T> y) =>
        new(T.Remainder(x._a, y._a), T.Remainder(x._b, y._b), T.Remainder(x._c, y._c), T.Remainder(x._d, y._d));

    public static Quad<T> Max(Quad<T> x, Quad<T> y) => new(T.Max(x._a, y._a), T.Max(x._b, y._b), T.Max(x._c, y._c), T.Max(x._d, y._d));

    public static Quad<T> Min(Quad<T> x, Quad<T> y) => new(T.Min(x._a, y._a), T.Min(x._b, y._b), T.Min(x._c, y._c), T.Min(x._d, y._d));

    public static Quad<T> IfLess(Quad<T> x, Quad<T> y, Quad<T> yes, Quad<T> no) => new(
        T.IfLess(x._a, y._a, yes._a, no._a), T.IfLess(x._b, y._b, yes._b, no._b), T.IfLess(x._c, y._c, yes._c, no._c), T.IfLess(x._d, y._d, yes._d, no._d));

    public static Quad<T> IfLessOrEqual(Quad<T> x, Quad<T> y, Quad<T> yes, Quad<T> no) => new(
        T.IfLessOrEqual(x._a, y._a, yes._a, no._a),
        T.IfLessOrEqual(x._b, y._b, yes._b, no._b),
        T.IfLessOrEqual(x._c, y._c, yes._c, no._c),
        T.IfLessOrEqual(x._d, y._d, yes._d, no._d));

    public static Quad<T> IfEqual(Quad<T> x, Quad<T> y, Quad<T> yes, Quad<T> no) => new(
        T.IfEqual(x._a, y._a, yes._a, no._a), T.IfEqual(x._b, y._b, yes._b, no._b), T.IfEqual(x._c, y._c, yes._c, no._c), T.IfEqual(x._d, y._d, yes._d, no._d));

    private static Quad<T> All(T value) => new(value, value, value, value);
}
