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
