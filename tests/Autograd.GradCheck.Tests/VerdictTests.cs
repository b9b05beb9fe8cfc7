using Xunit;

namespace Autograd.GradientChecking.Tests;

public sealed class VerdictTests
{
    [Fact]
    public void Pass()
    {
        var report = GradCheck.Verify((x, w) => x.MatMul(w).Tanh(), Points.Spread([3, 4]), Points.Spread([4, 2], seed: 1));

        Assert.Equal(Verdict.Pass, report.Verdict);
        Assert.All(report.Checks, check => Assert.Equal(Verdict.Pass, check.Verdict));
        Assert.Contains(report.Checks, check => check.Order == 2);
        Assert.True(report.Compared > 500);
    }

    [Fact]
    public void Kink()
    {
        var report = GradCheck.Verify(x => x.Relu(), Variable.From([0.0, 1, -1]));

        Assert.Equal(Verdict.Kink, report.Verdict);
        Assert.True(report.Passed);
        Assert.DoesNotContain(report.Checks, check => check.Order == 2);
    }

    [Fact]
    public void A_tie_of_a_maximum_is_a_kink() =>
        Assert.Equal(Verdict.Kink, GradCheck.Run((x, y) => Variable.Maximum(x, y), Variable.From([1.0, 2]), Variable.From([1.0, 3])).Verdict);

    [Fact]
    public void Inconclusive_where_digits_are_lost()
    {
        var report = GradCheck.Run(x => x.Exp() + 1e12, Points.Spread([3]), Points.FirstOrder);

        Assert.Equal(Verdict.Inconclusive, report.Verdict);
        Assert.Throws<GradCheckException>(() => GradCheck.Verify(x => x.Exp() + 1e12, Points.Spread([3]), Points.FirstOrder));
    }

    [Fact]
    public void Inconclusive_where_not_finite() =>
        Assert.Equal(Verdict.Inconclusive, GradCheck.Run(x => x.Log(), Variable.From([-1.0]), Points.FirstOrder).Verdict);

    [Fact]
    public void Inconclusive_at_a_jump() =>
        Assert.NotEqual(Verdict.Pass, GradCheck.Run(x => Variable.Where(x.Greater(0), x + 1, x - 1), Variable.From([0.0]), Points.FirstOrder).Verdict);

    [Fact]
    public void NonDeterministic()
    {
        var calls = 0;
        var report = GradCheck.Run(x => x * ++calls, Points.Spread([3]));

        Assert.Equal(Verdict.NonDeterministic, report.Verdict);
        Assert.Single(report.Checks);
    }

    [Fact]
    public void Fail() =>
        Assert.Equal(Verdict.Fail, GradCheck.Run(x => x.Exp() * x.Detach(), Points.Spread([3])).Verdict);

    [Fact]
    public void Nothing_to_differentiate_by_is_an_error()
    {
        var error = Assert.Throws<ArgumentException>(() => GradCheck.Run(x => x.To(DType.Float64), Variable.From([1, 2])));

        Assert.Equal("gradcheck: no argument is float32 or float64 and not constant; there is nothing to differentiate by", error.Message);
    }

    [Fact]
    public void Nothing_to_differentiate_is_an_error()
    {
        var error = Assert.Throws<InvalidOperationException>(() => GradCheck.Run(x => x.Greater(0), Points.Spread([3])));

        Assert.Equal("gradcheck: no output is a float; there is nothing to differentiate", error.Message);
    }

    [Fact]
    public void A_function_that_leaves_float64_is_an_error() =>
        Assert.Throws<InvalidOperationException>(() => GradCheck.Run(x => x.To(DType.Float32), Points.Spread([3])));
}
