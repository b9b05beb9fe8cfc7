using Autograd.Numerics;
using Xunit;

namespace Autograd.GradientChecking.Tests.Numerics;

public sealed class ExactNumberTests
{
    private const double Accuracy = 4e-15;

    public static TheoryData<string> Names => [.. Functions.Select(known => known.Name)];

    private static KnownFunction[] Functions { get; } =
    [
        KnownFunction.Of(new Exp(), Math.Exp, Math.Exp, Math.Exp, -2, 0, 3),
        KnownFunction.Of(new Log(), Math.Log, x => 1 / x, x => -1 / (x * x), 1e-3, 1, 50),
        KnownFunction.Of(new Sqrt(), Math.Sqrt, x => 0.5 / Math.Sqrt(x), x => -0.25 / (x * Math.Sqrt(x)), 1e-3, 1, 50),
        KnownFunction.Of(
            new Tanh(), Math.Tanh, x => 1 / (Math.Cosh(x) * Math.Cosh(x)), x => -2 * Math.Tanh(x) / (Math.Cosh(x) * Math.Cosh(x)), -9, -0.4, 0, 1e-9, 2),
        KnownFunction.Of(
            new Sigmoid(),
            x => 1 / (1 + Math.Exp(-x)),
            x => Math.Exp(-x) / Math.Pow(1 + Math.Exp(-x), 2),
            x => Math.Exp(-x) * (Math.Exp(-x) - 1) / Math.Pow(1 + Math.Exp(-x), 3),
            -5, -0.3, 0, 4),
        KnownFunction.Of(new Sin(), Math.Sin, Math.Cos, x => -Math.Sin(x), -9, -0.4, 0, 1, 30),
        KnownFunction.Of(new Cos(), Math.Cos, x => -Math.Sin(x), x => -Math.Cos(x), -9, -0.4, 0, 1, 30),
        KnownFunction.Of(
            new Erf(), x => Known(x, -0.8427007929497149, 0.5204998778130465, 0.9953222650189527), ErfSlope, x => -2 * x * ErfSlope(x), -1, 0, 0.5, 2),
        KnownFunction.Of(
            new NormalCdf(),
            x => 0.5 + Known(x, -0.3413447460685429, 0.19146246127401310, 0.4772498680518208),
            x => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI),
            x => -x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI),
            -1, 0, 0.5, 2),
        KnownFunction.Of(new Expm1(), x => Math.Exp(x) - 1, Math.Exp, Math.Exp, -50, -2, -0.5, 0, 0.5, 3),
        KnownFunction.Of(new Log1p(), x => Math.Log(1 + x), x => 1 / (1 + x), x => -1 / ((1 + x) * (1 + x)), -0.5, 0, 1, 50),
        KnownFunction.Of(new Floor(), Math.Floor, _ => 0, _ => 0, -2.5, 0.5, 3.75),
        KnownFunction.Of(new Round(), x => Math.Round(x), _ => 0, _ => 0, -2.5, 0.25, 3.75),
        KnownFunction.Of(new SquareInto7(), x => 7 - (x * x * Math.Floor(7 / (x * x))), x => -2 * x * Math.Floor(7 / (x * x)), x => -2 * Math.Floor(7 / (x * x)), -1.3, 0.9, 2),
        KnownFunction.Of(new Abs(), Math.Abs, x => Math.Sign(x), _ => 0, -2, 3),
        KnownFunction.Of(new Cube(), x => x * x * x, x => 3 * x * x, x => 6 * x, -2, 0.5, 3),
        KnownFunction.Of(new PowThree(), x => x * x * x, x => 3 * x * x, x => 6 * x, -2, 0.5, 3),
        KnownFunction.Of(
            new SelfPower(),
            x => Math.Pow(x, x),
            x => Math.Pow(x, x) * (Math.Log(x) + 1),
            x => Math.Pow(x, x) * (Math.Pow(Math.Log(x) + 1, 2) + (1 / x)),
            0.4, 1, 2.5),
        KnownFunction.Of(
            new Quotient(), x => x / (1 + (x * x)), x => (1 - (x * x)) / Math.Pow(1 + (x * x), 2), x => 2 * x * ((x * x) - 3) / Math.Pow(1 + (x * x), 3), -2, 0.5, 3),
        KnownFunction.Of(new Piecewise(), x => x < 1 ? x * x : 2 * x, x => x < 1 ? 2 * x : 2, x => x < 1 ? 2 : 0, -1, 0.5, 1, 3),
        KnownFunction.Of(new Clamped(), x => Math.Min(Math.Max(x * x, 1), 4), x => Math.Abs(x) is > 1 and < 2 ? 2 * x : 0, x => Math.Abs(x) is > 1 and < 2 ? 2 : 0, 0.5, 1.5, 3),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_are_exact(string name)
    {
        var known = Functions.Single(one => one.Name == name);
        foreach (var x in known.Points)
        {
            var dual = known.OnDual(Dual.Variable(x));
            var hyper = known.OnHyperDual(HyperDual.Variable(x));
            var complex = known.OnComplex(ComplexReal.Variable(x));
            var plain = known.OnDouble(new DoubleReal(x));

            Close(known.Value(x), plain.Value);
            Close(known.Value(x), dual.Value);
            Close(known.First(x), dual.Derivative);
            Close(known.Value(x), hyper.Value);
            Close(known.First(x), hyper.First);
            Close(known.First(x), hyper.Second);
            Close(known.Second(x), hyper.Mixed);
            Close(known.Value(x), complex.Value);
            Close(known.First(x), complex.Derivative);
        }
    }

    [Fact]
    public void Kinks_follow_the_definitions()
    {
        Assert.Equal(0, Dual.Abs(Dual.Variable(0)).Derivative);
        Assert.Equal(0.5, Dual.Max(Dual.Variable(1), Dual.One).Derivative);
        Assert.Equal(0.5, Dual.Min(Dual.Variable(1), Dual.One).Derivative);
        Assert.Equal(0.5, HyperDual.Max(HyperDual.Variable(1), HyperDual.One).First);
        Assert.Equal(0, Dual.Pow(Dual.Variable(0), Dual.Zero).Derivative);
        Assert.Equal(0, Dual.Pow(Dual.Zero, Dual.Variable(2)).Derivative);
    }

    [Fact]
    public void A_constant_has_no_derivative_whatever_the_slope() =>
        Assert.Equal(0, Dual.Sqrt(Dual.Zero).Derivative);

    [Fact]
    public void NaN_never_compares()
    {
        var nan = Dual.Constant(double.NaN);

        Assert.Equal(Dual.Zero, Dual.IfLess(nan, Dual.One, Dual.One, Dual.Zero));
        Assert.Equal(Dual.Zero, Dual.IfLessOrEqual(nan, Dual.One, Dual.One, Dual.Zero));
        Assert.Equal(Dual.Zero, Dual.IfEqual(nan, nan, Dual.One, Dual.Zero));
        Assert.Equal(double.NaN, Dual.Max(nan, Dual.One).Value);
        Assert.Equal(double.NaN, HyperDual.Min(HyperDual.One, HyperDual.Constant(double.NaN)).Value);
        Assert.Equal(double.NaN, ComplexReal.Max(ComplexReal.One, ComplexReal.Constant(double.NaN)).Value);
    }

    // Values at −1, ½ and 2, of functions that are 0 at 0.
    private static double Known(double x, double atMinusOne, double atHalf, double atTwo) => x switch
    {
        -1 => atMinusOne,
        0.5 => atHalf,
        2 => atTwo,
        _ => 0,
    };

    private static double ErfSlope(double x) => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x);

    private static void Close(double expected, double actual) => Assert.Equal(expected, actual, Accuracy * Math.Max(1, Math.Abs(expected)));

    private readonly struct Exp : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => T.Exp(x);
    }

    private readonly struct Log : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => T.Log(x);
    }

    private readonly struct Sqrt : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => T.Sqrt(x);
    }

    private readonly struct Tanh : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => T.Tanh(x);
    }

    private readonly struct Sigmoid : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => T.Sigmoid(x);
    }

    private readonly struct Sin : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => T.Sin(x);
    }

    private readonly struct Cos : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => T.Cos(x);
    }

    private readonly struct Erf : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => T.Erf(x);
    }

    private readonly struct NormalCdf : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => T.NormalCdf(x);
    }

    private readonly struct Expm1 : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => T.Expm1(x);
    }

    private readonly struct Log1p : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => T.Log1p(x);
    }

    private readonly struct Floor : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => T.Floor(x);
    }

    private readonly struct Round : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => T.Round(x);
    }

    private readonly struct SquareInto7 : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => T.Remainder(T.Constant(7), x * x);
    }

    private readonly struct Abs : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => T.Abs(x);
    }

    private readonly struct Cube : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => x * x * x;
    }

    private readonly struct PowThree : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => T.Pow(x, T.Constant(3));
    }

    private readonly struct SelfPower : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => T.Pow(x, x);
    }

    private readonly struct Quotient : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => x / (T.One + (x * x));
    }

    private readonly struct Piecewise : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => T.IfLess(x, T.One, x * x, T.Constant(2) * x);
    }

    private readonly struct Clamped : IKnownText
    {
        public T Of<T>(T x)
            where T : IReal<T> => T.Min(T.Max(x * x, T.One), T.Constant(4));
    }
}
