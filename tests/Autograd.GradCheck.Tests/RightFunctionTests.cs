using Xunit;

namespace Autograd.GradientChecking.Tests;

/// <summary>Right gradients of functions that are hard to difference must not fail.</summary>
public sealed class RightFunctionTests
{
    public static TheoryData<string> Names => [.. Functions.Keys];

    private static Dictionary<string, (Func<Variable, Variable> Function, Variable X, InputDomain? Domain)> Functions { get; } = new()
    {
        ["identity"] = (x => x, Points.Spread([3]), null),
        ["scalar"] = (x => x * x, Variable.From(0.3), null),
        ["zero-size"] = (x => x.Exp(), Variable.Zeros([0, 3], DType.Float64), null),
        ["linear"] = (x => (3 * x) - 1, Points.Spread([4]), null),
        ["log near 0"] = (x => x.Log(), Variable.From([1e-8, 1e-3, 1, 1e6]), InputDomain.Positive),
        ["log without a domain"] = (x => x.Log(), Variable.From([1e-4, 1, 1e6]), null),
        ["sqrt near 0"] = (x => x.Sqrt(), Variable.From([1e-9, 1e-3, 4, 1e8]), InputDomain.Positive),
        ["reciprocal"] = (x => 1 / x, Variable.From([1e-3, -1e-3, 1e3]), null),
        ["power"] = (x => x.Pow(2.5), Variable.From([1e-2, 1, 30]), InputDomain.Positive),
        ["saturated"] = (x => x.Tanh(), Variable.From([-30.0, -5, 1e-9, 5, 30]), null),
        ["far sigmoid"] = (x => x.Sigmoid(), Variable.From([-40.0, -8, 0, 8, 40]), null),
        ["steep"] = (x => (1000 * x).Tanh(), Variable.From([1e-3, -2e-4, 0.1]), null),
        ["large exp"] = (x => x.Exp(), Variable.From([-50.0, 0, 50]), null),
        ["softmax by hand"] = (x => x.Exp() / x.Exp().Sum([1], keepAxes: true), Points.Spread([3, 5]), null),
        ["logsumexp"] = (x => x.LogSumExp(-1), Points.Spread([3, 5], -30, 30), null),
        ["maximum of a row"] = (x => x.Max(1), Points.Spread([4, 6]), null),
        ["relu away from 0"] = (x => x.Relu(), Points.Spread([17]), null),
        ["|x| of many"] = (x => x.Abs().Sum(), Points.Spread([300]), null),
        ["where with a wild branch"] = (x => Variable.Where(x.Greater(0), x.Abs().Sqrt(), 0), Variable.From([-1.0, 2, -3]), null),
        ["many elements"] = (x => (x * x).Sum(-1).Tanh() * x.Mean(-1), Points.Spread([40, 50]), null),
        ["many outputs of few inputs"] = (x => x.Expand([50, 4]) * x.Exp(), Points.Spread([4]), null),
        ["dropout of the shared stream"] = (x => x.Dropout(0.5), Points.Spread([20]), null),
        ["shared in a graph"] = (x => (x * x) + (x.Exp() * x), Points.Spread([5]), null),
        ["views"] = (x => x.T.Reshape(2, 6).Slice(1, 1, 4, 1).Permute(1, 0), Points.Spread([3, 4]), null),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Passes(string name)
    {
        var (function, x, domain) = Functions[name];
        var report = GradCheck.Run(function, x, new GradCheckOptions { Domains = [domain] });

        Assert.True(report.Verdict == Verdict.Pass, report.ToString());
    }

    [Fact]
    public void Order_four_of_a_smooth_function() =>
        GradCheck.Verify(x => x.Tanh(), Points.Spread([5]), new GradCheckOptions { Orders = 4 });

    [Fact]
    public void Several_outputs_and_constants()
    {
        var indices = Variable.From(new long[,] { { 0, 2, 1 } });
        var report = GradCheck.Verify(
            inputs => [inputs[0].Gather(0, inputs[1]), inputs[0] * inputs[2], inputs[0].Greater(0)],
            [Points.Spread([3, 3]), indices, Points.Spread([3, 3], seed: 4)],
            new GradCheckOptions { Constants = [2] });

        Assert.Contains(report.Checks, check => check.Name == "no gradient for constants");
    }

    [Fact]
    public void Float32_arguments_are_checked_in_float64() =>
        GradCheck.Verify(x => x.Tanh(), Variable.From([0.1f, 0.2f]));

    [Fact]
    public void The_callers_tape_sees_nothing()
    {
        using var tape = new Tape();
        var x = Points.Spread([3]).WithGrad();
        GradCheck.Verify(y => y.Exp(), x);

        Assert.Equal(0, tape.NodeCount);
        Assert.Same(tape, Tape.Active);
    }

    [Fact]
    public void Random_streams_of_any_generator_are_drawn_once()
    {
        var generator = new RandomGenerator(3);
        GradCheck.Verify(x => x.Dropout(0.3, generator) * x.Dropout(0.3, generator), Points.Spread([9]));

        Assert.Equal(2, generator.Position);
    }

    [Fact]
    public void Checkpoints_in_checkpoints_keep_their_masks()
    {
        var generator = new RandomGenerator(3);

        GradCheck.Verify(x => Checkpoint.Run(y => Checkpoint.Run(z => z.Exp().Dropout(0.5, generator), y * y) * y.Dropout(0.5, generator), x), Points.Spread([9]));
    }
}
