using Xunit;

namespace Autograd.Ilgpu.Tests;

public sealed class ElementwiseTests
{
    private static readonly Dictionary<string, Func<Variable, Variable>> Unary = new()
    {
        ["neg"] = static x => -x,
        ["abs"] = static x => x.Abs(),
        ["relu"] = static x => x.Relu(),
        ["exp"] = static x => x.Exp(),
        ["log"] = static x => (x.Abs() + 0.125).Log(),
        ["sqrt"] = static x => (x * x + 1).Sqrt(),
        ["tanh"] = static x => x.Tanh(),
        ["sigmoid"] = static x => x.Sigmoid(),
        ["sin"] = static x => (x * 1000).Sin(),
        ["cos"] = static x => (x * 10).Cos(),
        ["erf"] = static x => x.Erf(),
        ["normal_cdf"] = static x => x.NormalCdf(),
        ["expm1"] = static x => x.Expm1(),
        ["log1p"] = static x => x.Abs().Log1p(),
        ["floor"] = static x => (x * 5).Floor(),
        ["round"] = static x => (x * 5).Round(),
        ["sign"] = static x => x.Sign(),
        ["gelu"] = static x => x.Gelu(),
        ["gelu_tanh"] = static x => x.Gelu(GeluForm.Tanh),
        ["silu"] = static x => x.Silu(),
        ["softplus"] = static x => x.Softplus(2),
        ["clamp"] = static x => x.Clamp(-0.5, 0.5),
        ["elu"] = static x => x.Elu(),
        ["leakyrelu"] = static x => x.LeakyRelu(),
    };

    private static readonly Dictionary<string, Func<Variable, Variable, Variable>> Binary = new()
    {
        ["add"] = static (a, b) => a + b,
        ["sub"] = static (a, b) => a - b,
        ["mul"] = static (a, b) => a * b,
        ["div"] = static (a, b) => a / (b * b + 1),
        ["pow"] = static (a, b) => (a.Abs() + 0.5).Pow(b),
        ["maximum"] = Variable.Maximum,
        ["minimum"] = Variable.Minimum,
        ["remainder"] = static (a, b) => a % (b * b + 1),
        ["logaddexp"] = Variable.LogAddExp,
        ["lerp"] = static (a, b) => Variable.Lerp(a, b, a * b),
        ["clamp"] = static (a, b) => a.Clamp(b - 0.5, b + 0.5),
        ["softplus"] = static (a, b) => SoftplusOp.Apply(a, b * b + 1, Variable.Full([4], 2, a.DType, a.Device)),
    };

    public static TheoryData<string> UnaryNames => [.. Unary.Keys];

    public static TheoryData<string> BinaryNames => [.. Binary.Keys];

    [Theory]
    [MemberData(nameof(UnaryNames))]
    public void UnaryForwardAndBackwardAgree(string name)
    {
        foreach (var dtype in new[] { DType.Float32, DType.Float64 })
            Accelerated.AssertAgreesOrIsRight(x => Unary[name](x[0]), 8, Accelerated.Numbers([3, 7], dtype));
    }

    [Theory]
    [MemberData(nameof(BinaryNames))]
    public void BinaryForwardAndBackwardAgreeWithBroadcasting(string name)
    {
        foreach (var dtype in new[] { DType.Float32, DType.Float64 })
        {
            Accelerated.AssertAgrees(
                x => Binary[name](x[0], x[1]), 16, Accelerated.Numbers([2, 3, 4], dtype), Accelerated.Numbers([3, 1], dtype, seed: 2));
        }
    }

    [Fact]
    public void StridedInputsAndCotangentsAgree()
    {
        Accelerated.AssertAgrees(
            static x => (x[0].T.Tanh() * x[1][.., 1..]).T, 8, Accelerated.Numbers([3, 4]), Accelerated.Numbers([4, 4], seed: 2));
        Accelerated.AssertAgrees(
            static x => x[0].Permute(2, 0, 3, 1) + x[1].Permute(3, 1, 0, 2).Exp(), 8, Accelerated.Numbers([2, 3, 2, 2]), Accelerated.Numbers([2, 2, 3, 2], seed: 2));
    }

    [Fact]
    public void EmptyAndScalarArraysAgree()
    {
        Accelerated.AssertSame(static x => x[0].Exp() + x[0], Variable.Zeros([0, 3]));
        Accelerated.AssertAgrees(static x => x[0].Tanh() * 3, 8, Variable.From(0.7f));
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void SpecialValuesAgreeWithTheCpu(DType dtype)
    {
        double[] special = [0, -0.0, 1, -1, 0.5, 3, -3, 1e-8, 1e-40, 90, -104, 800, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        var x = Variable.From(special).To(dtype);
        foreach (var function in new Func<Variable, Variable>[] { x => x.Exp(), x => x.Log(), x => x.Tanh(), x => x.Sigmoid(), x => x.Sqrt(), x => x.Abs(), x => -x, x => x.Relu(), x => x.Sin(), x => x.Cos(), x => x.Erf(), x => x.NormalCdf(), x => x.Expm1(), x => x.Log1p(), x => x.Floor(), x => x.Round(), x => x.Sign(), x => x.Gelu(), x => x.Silu() })
        {
            Accelerated.Require();
            Accelerated.AssertClose(function(x), function(x.To(Accelerated.Device)), 4);
        }

        var (a, b) = (x.Unsqueeze(0).Expand([special.Length, special.Length]), x.Unsqueeze(1).Expand([special.Length, special.Length]));
        foreach (var function in new Func<Variable, Variable, Variable>[] { Variable.Maximum, (a, b) => a.Pow(b), (a, b) => a / b, (a, b) => a % b, Variable.LogAddExp })
            Accelerated.AssertClose(function(a, b), function(a.To(Accelerated.Device), b.To(Accelerated.Device)), 4);

        // Signs of zeros, which equality does not see.
        Accelerated.AssertSame(x => 1 / Variable.Maximum(x[0], x[1]), Variable.From([0.0, -0.0, -0.0]).To(dtype), Variable.From([-0.0, 0.0, -0.0]).To(dtype));
    }

    [Fact]
    public void TheUntakenBranchLeavesNoNaN()
    {
        Accelerated.AssertAgrees(static x => Variable.Where(x[0] > 0, x[0].Sqrt(), 0), 4, Variable.From([-1f, 0f, 4f]));
    }

    [Fact]
    public void IntegersAndComparisonsAgreeToTheBit()
    {
        var x = Variable.From([3, -4, 0, int.MaxValue, int.MinValue]);
        var y = Variable.From([3, 5, -1, 1, -1]);
        foreach (var dtype in new[] { DType.Int32, DType.Int64 })
        {
            Accelerated.AssertSame(v => Variable.Maximum((v[0] + v[1]) * v[1], -v[0]).Abs(), x.To(dtype), y.To(dtype));
            Accelerated.AssertSame(v => v[0] > v[1], x.To(dtype), y.To(dtype));
        }

        var truths = (x > 0, y > 0);
        Accelerated.AssertSame(static v => v[0].EqualTo(v[1]), truths.Item1, truths.Item2);
        Accelerated.AssertSame(static v => v[0].NotEqualTo(v[1]), Variable.From([1f, float.NaN]), Variable.From([1f, float.NaN]));
        Accelerated.AssertSame(static v => Variable.Where(v[0], v[1], v[2]), truths.Item1, x, y);
    }

    [Fact]
    public void ConversionsAgreeToTheBit()
    {
        DType[] dtypes = [DType.Float32, DType.Float64, DType.Int32, DType.Int64, DType.Bool];
        var values = Variable.From([0, -0.0, 1.9, -1.9, 3e9, -3e9, 1e30, -1e30, double.NaN, double.PositiveInfinity, 16777217, 9007199254740993]);
        foreach (var from in dtypes)
        {
            foreach (var to in dtypes)
                Accelerated.AssertSame(v => v[0].To(to), values.To(from));
        }
    }

    [Fact]
    public void SecondOrderAgrees()
    {
        Accelerated.Require();
        var x = Accelerated.Numbers([2, 3], DType.Float64);
        var w = Accelerated.Numbers([3, 2], DType.Float64, seed: 2);
        var expected = Second(x.WithGrad(), w.WithGrad());
        var actual = Second(x.To(Accelerated.Device).Detach().WithGrad(), w.To(Accelerated.Device).Detach().WithGrad());
        Accelerated.AssertClose(expected.X, actual.X, 64);
        Accelerated.AssertClose(expected.W, actual.W, 64);

        static (Variable X, Variable W) Second(Variable x, Variable w)
        {
            using var tape = new Tape();
            var loss = (x.MatMul(w).Tanh() + (x * x).Sum(1).Unsqueeze(1)).Exp().Sum();
            var first = tape.Gradient(loss, x, createGraph: true)!;
            var second = tape.Gradients((first * first.Sigmoid()).Sum(), [x, w]);
            return (second[0]!.Detach().Keep(), second[1]!.Detach().Keep());
        }
    }

    [Fact]
    public void AUsersRuleRunsAsAKernel()
    {
        Accelerated.AssertAgrees(static x => SoftsignOp.Of(x[0]), 4, Accelerated.Numbers([5], DType.Float64));
    }

    [Fact]
    public void EachStepOfARuleIsRounded()
    {
        Accelerated.AssertAgrees(static x => RoundedOp.Of(x[0]), 0, Accelerated.Numbers([50]) * 1e-3);
        Accelerated.AssertAgrees(static x => RoundedOp.Of(x[0]), 0, Accelerated.Numbers([50], DType.Float64) * 1e-3);
    }

    [Fact]
    public void BackwardAccumulatesIntoGrad()
    {
        Accelerated.Require();
        var x = Variable.Ones([3], device: Accelerated.Device).WithGrad();
        for (var step = 0; step < 2; step++)
        {
            using var tape = new Tape();
            (x * x).Sum().Backward();
        }

        Accelerated.AssertClose(Variable.Full([3], 4), x.Grad!, 0);
    }

    /// <summary>Eight elements are two quads, nine are single ones, and so are eight that begin at the second.</summary>
    [Fact]
    public void AnElementsValueDoesNotDependOnTheWayToIt()
    {
        Accelerated.Require();
        var x = Accelerated.Numbers([9]).To(Accelerated.Device);
        foreach (var (name, function) in Unary)
        {
            var whole = ValueAndGradient(function, x);
            var quads = ValueAndGradient(function, x[..8].Clone());
            var shifted = ValueAndGradient(function, x[1..]);
            Assert.True(whole.AsSpan(0, 8).SequenceEqual(quads.AsSpan(0, 8)) && whole.AsSpan(9, 8).SequenceEqual(quads.AsSpan(8, 8)), name);
            Assert.True(whole.AsSpan(1, 8).SequenceEqual(shifted.AsSpan(0, 8)) && whole.AsSpan(10, 8).SequenceEqual(shifted.AsSpan(8, 8)), name);
        }

        static float[] ValueAndGradient(Func<Variable, Variable> function, Variable x)
        {
            var leaf = x.Detach().WithGrad();
            using var tape = new Tape();
            var y = function(leaf);
            return [.. y.ToArray<float>(), .. tape.Gradients(y.Sum(), [leaf])[0]!.ToArray<float>()];
        }
    }

#if ILGPU
    /// <summary>A function that an interface has a default for would be computed by that, and not by the elements' own.</summary>
    [Fact]
    public void FourElementsHaveEveryFunctionOfOne()
    {
        var own = typeof(Kernels.Quad<Kernels.KernelSingle>).GetMethods().Select(static method => method.Name).ToHashSet();
        foreach (var member in typeof(Numerics.IReal<>).GetMethods())
            Assert.Contains(member.Name, own);
    }
#endif

    [Fact]
    public void MoreAxesThanKernelsIndexAreAnError()
    {
        Accelerated.Require();
        var x = Variable.Zeros([2, 2, 2, 2, 2, 2, 2, 2, 2], device: Accelerated.Device);
        var error = Assert.Throws<NotSupportedException>(() => x + x.Permute(8, 7, 6, 5, 4, 3, 2, 1, 0));
        Assert.Equal("binary: more than 8 axes with steps of their own; use Contiguous() on the permuted or broadcast operands first", error.Message);
    }
}
