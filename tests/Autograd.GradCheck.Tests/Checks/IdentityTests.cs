using Autograd.GradientChecking.Tests.Planted;
using Autograd.Ops;
using Xunit;

namespace Autograd.GradientChecking.Tests.Checks;

/// <summary>What must hold without a difference: symmetric second derivatives, sums over uses, and kinks one by one.</summary>
public sealed class IdentityTests
{
    private static readonly GradCheckOptions WithoutForward = new() { ChecksJvp = false };

    [Fact]
    public void Second_derivatives_are_symmetric_far_below_the_differences_tolerance()
    {
        // ∂²/∂x∂y is off by one part in a hundred million on one side.
        var operation = new PlantedOp
        {
            Value = x => x[0] * x[1].Exp(),
            Pull = (dy, x) => [dy * x[1].Exp(), dy * x[0] * x[1].Exp()],
            RecordedPull = (dy, x) => [dy * (x[1].Exp() + (1e-8 * x[1].Exp().Detach() * (x[1] - x[1].Detach()))), dy * x[0] * x[1].Exp()],
        };
        var report = GradCheck.Run((x, y) => Operation.Apply(operation, x, y), Points.Spread([5]), Points.Spread([5], seed: 1), WithoutForward);

        var failed = Assert.Single(report.Checks, check => check.Verdict == Verdict.Fail);
        Assert.Equal("order 2, symmetric", failed.Name);
        Assert.StartsWith("⟨w, Hu⟩ is ", failed.Diagnosis, StringComparison.Ordinal);
        Assert.Equal("planted", Assert.Single(report.Bisection!.Findings).Operation);
        Assert.Contains(GradCheck.Verify((x, y) => x * y.Exp(), Points.Spread([5]), Points.Spread([5], seed: 1)).Checks, check => check is { Name: "order 2, symmetric", Verdict: Verdict.Pass });
    }

    [Fact]
    public void Two_uses_in_one_graph_add_up()
    {
        // The second call on one tape takes a factor for a constant.
        Tape? last = null;
        Variable Square(Variable x)
        {
            var again = Tape.Active is not null && ReferenceEquals(Tape.Active, last);
            last = Tape.Active;
            return again ? x * x.Detach() : x * x;
        }

        var report = GradCheck.Run(Square, Points.Spread([4]), WithoutForward with { Orders = 1, Bisects = false });

        Assert.Equal("used twice", Assert.Single(report.Checks, check => check.Verdict == Verdict.Fail).Name);
    }

    [Fact]
    public void Many_kinks_at_once_are_judged_one_by_one()
    {
        // More elements than are compared entry by entry, all of them on their kinks, of either sense.
        var zeros = Variable.Zeros([100], DType.Float64);
        Assert.Equal(Verdict.Kink, GradCheck.Run(x => [x[0].Relu(), -2 * (-x[0]).Relu()], [zeros]).Verdict);
        Assert.Equal(Verdict.Kink, GradCheck.Run(x => x.Clamp(0, 1).Reshape(10, 10).Sum(0), zeros).Verdict);

        var wrong = PlantedOp.Unary(x => x.Relu(), (dy, x) => dy * Variable.Where(x.EqualTo(0), x - 0.5, (x > 0).To(DType.Float64)));
        var report = GradCheck.Run(wrong, zeros, WithoutForward with { Bisects = false });
        Assert.Equal(Verdict.Fail, report.Verdict);
        Assert.Equal(-0.5, report.Checks.First(check => check.Verdict == Verdict.Fail).Worst!.Analytic);
    }

    [Fact]
    public void Too_many_kinks_at_once_are_inconclusive() =>
        Assert.Equal(Verdict.Inconclusive, GradCheck.Run(x => x.Relu(), Variable.Zeros([300], DType.Float64), new GradCheckOptions { Orders = 1, Bisects = false }).Verdict);

    [Fact]
    public void A_gradient_that_cancels_is_no_mistake()
    {
        var report = GradCheck.Verify(x => (3 * x).Softmax().Sum(), Points.Spread([6]));
        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.Equal(Verdict.Pass, GradCheck.Run(x => x.Expand([5]).Softmax(), Variable.From([0.7], [1])).Verdict);
    }

    [Fact]
    public void Where_both_derivatives_are_nan_nothing_is_said() =>
        Assert.Equal(Verdict.Inconclusive, GradCheck.Run(x => x.Sqrt(), Variable.From([-1.0])).Verdict);
}
