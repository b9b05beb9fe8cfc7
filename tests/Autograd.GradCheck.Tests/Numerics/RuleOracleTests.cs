using Autograd.Numerics;
using Autograd.Ops;
using Xunit;

namespace Autograd.GradientChecking.Tests.Numerics;

public sealed class RuleOracleTests
{
    [Theory]
    [InlineData(-3.0)]
    [InlineData(-1e-9)]
    [InlineData(0.7)]
    [InlineData(12.0)]
    public void Rules_of_one_input_agree_with_their_values(double x)
    {
        Right(RuleOracle.Unary<TanhOp.Rule>(x));
        Right(RuleOracle.Unary<SigmoidOp.Rule>(x));
        Right(RuleOracle.Unary<ExpOp.Rule>(x));
        Right(RuleOracle.Unary<AbsOp.Rule>(x));
        Right(RuleOracle.Unary<SqrtOp.Rule>(Math.Abs(x) + 0.1));
        Right(RuleOracle.Unary<LogOp.Rule>(Math.Abs(x) + 0.1));
    }

    [Theory]
    [InlineData(1.5, 2.5)]
    [InlineData(0.2, -3.0)]
    [InlineData(4.0, 0.5)]
    public void Rules_of_two_inputs_agree_with_their_values(double a, double b)
    {
        Right(RuleOracle.Binary<MulOp.Rule>(a, b));
        Right(RuleOracle.Binary<DivOp.Rule>(a, b));
        Right(RuleOracle.Binary<PowOp.Rule>(a, b));
        Right(RuleOracle.Binary<MaximumOp.Rule>(a, b));
    }

    [Theory]
    [InlineData(1.5, 2.5, 0.3)]
    [InlineData(-0.2, -3.0, 0.9)]
    [InlineData(4.0, 0.5, 1.7)]
    public void Rules_of_three_inputs_agree_with_their_values(double a, double b, double c)
    {
        Right(RuleOracle.Ternary<LerpOp.Rule>(a, b, c));
        Right(RuleOracle.Ternary<SoftplusOp.Rule>(a, b, c));
        Right(RuleOracle.Ternary<SoftplusOp.Rule>(a, b, 20));
        Right(RuleOracle.Ternary<ClampOp.Rule>(a, b, c));
        Right(RuleOracle.Ternary<ClampOp.Rule>(a, c, b));
    }

    [Fact]
    public void A_wrong_partial_of_three_inputs_shows_and_so_does_a_wrong_slope()
    {
        // a·b·eᶜ: the third partial reads the output as a number, so that only its slopes are wrong.
        var found = RuleOracle.Ternary<HalfDetached>(2, 3, 0.5);
        var e = Math.Exp(0.5);

        Assert.Equal([3 * e, 2 * e, 6 * e], found.First, (one, other) => Math.Abs(one - other) < 1e-14);
        Assert.InRange(found.FirstError, 0, 1e-15);
        Assert.True(found.SecondError > 0.5, $"{found}");
        Assert.Equal(found.Second[0][2], found.Second[2][0]);
        Assert.Equal(0, found.PartialSlopes[2][0]);
        Assert.True(RuleOracle.Ternary<SwappedLerp>(2, 3, 0.7).FirstError > 0.3);
    }

    [Fact]
    public void A_wrong_partial_shows() => Assert.True(RuleOracle.Unary<WrongCube>(2).FirstError > 0.1);

    [Fact]
    public void A_partial_that_reads_what_it_did_not_declare_shows() => Assert.True(RuleOracle.Unary<UndeclaredSquare>(2).FirstError > 0.9);

    private static void Right(UnaryDerivatives found)
    {
        Assert.True(found.FirstError <= 1e-13, $"{found}");
        Assert.True(found.SecondError <= 1e-13, $"{found}");
    }

    private static void Right(BinaryDerivatives found)
    {
        Assert.True(found.FirstError <= 1e-13, $"{found}");
        Assert.True(found.SecondError <= 1e-13, $"{found}");
    }

    private static void Right(TernaryDerivatives found)
    {
        Assert.True(found.FirstError <= 1e-13, $"{found}");
        Assert.True(found.SecondError <= 1e-13, $"{found}");
    }

    private readonly struct HalfDetached : ITernaryRule
    {
        public static Saves SavesForFirst => Saves.Second | Saves.Third;

        public static Saves SavesForSecond => Saves.First | Saves.Third;

        public static Saves SavesForThird => Saves.None;

        public static T Value<T>(T a, T b, T c)
            where T : IReal<T> => a * b * T.Exp(c);

        public static T PartialFirst<T>(T a, T b, T c, T y)
            where T : IReal<T> => b * T.Exp(c);

        public static T PartialSecond<T>(T a, T b, T c, T y)
            where T : IReal<T> => a * T.Exp(c);

        public static T PartialThird<T>(T a, T b, T c, T y)
            where T : IReal<T> => T.Constant(6) * T.Constant(Math.Exp(0.5));
    }

    private readonly struct SwappedLerp : ITernaryRule
    {
        public static Saves SavesForFirst => Saves.Third;

        public static Saves SavesForSecond => Saves.Third;

        public static Saves SavesForThird => Saves.First | Saves.Second;

        public static T Value<T>(T a, T b, T c)
            where T : IReal<T> => LerpOp.Rule.Value(a, b, c);

        public static T PartialFirst<T>(T a, T b, T c, T y)
            where T : IReal<T> => c;

        public static T PartialSecond<T>(T a, T b, T c, T y)
            where T : IReal<T> => T.One - c;

        public static T PartialThird<T>(T a, T b, T c, T y)
            where T : IReal<T> => b - a;
    }

    private readonly struct WrongCube : IUnaryRule
    {
        public static Saves Saves => Saves.Input;

        public static T Value<T>(T x)
            where T : IReal<T> => x * x * x;

        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.Constant(2) * x * x;
    }

    private readonly struct UndeclaredSquare : IUnaryRule
    {
        public static Saves Saves => Saves.None;

        public static T Value<T>(T x)
            where T : IReal<T> => x * x;

        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.Constant(2) * x;
    }
}
