using Xunit;

namespace Autograd.GradientChecking.Tests;

public sealed class OptionsTests
{
    private static readonly Variable X = Points.Spread([3]);

    [Fact]
    public void Defaults()
    {
        var options = GradCheckOptions.Default;

        Assert.Equal((2, 1e-9, 1e-7, 64), (options.Orders, options.AbsoluteTolerance, options.RelativeTolerance, options.MaxFullJacobian));
        Assert.Equal((3, 1), (options.RademacherProbes, options.GaussianProbes));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Orders_are_as_asked(int orders)
    {
        var report = GradCheck.Run(x => x.Exp(), X, new GradCheckOptions { Orders = orders });

        Assert.Equal(orders, report.Checks.Max(check => check.Order));
    }

    [Fact]
    public void Parts_can_be_left_out()
    {
        var report = GradCheck.Run((x, y) => x * y, X, X, new GradCheckOptions { ChecksJvp = false, ChecksLayouts = false, ChecksAliasing = false });

        Assert.DoesNotContain(report.Checks, check => check.Name.Contains("jvp", StringComparison.Ordinal) || check.Name.Contains("twice,", StringComparison.Ordinal) || check.Name.Contains("offset", StringComparison.Ordinal));
    }

    [Fact]
    public void Aliased_inputs_are_checked() =>
        Assert.Contains(GradCheck.Run((x, y) => x / y, X, Points.Spread([3], 1, 2)).Checks, check => check.Name == "input 0 twice");

    [Fact]
    public void A_wider_tolerance_passes_more()
    {
        Variable Off(Variable x) => x.Exp() + (1e-5 * (x.Detach() * x.Detach()));

        Assert.Equal(Verdict.Fail, GradCheck.Run(Off, X, Points.FirstOrder).Verdict);
        Assert.Equal(Verdict.Pass, GradCheck.Run(Off, X, Points.FirstOrder with { RelativeTolerance = 1e-2 }).Verdict);
    }

    [Fact]
    public void The_seed_is_printed_and_reproduces()
    {
        var options = new GradCheckOptions { Seed = 77, MaxFullJacobian = 2 };
        var (first, second) = (GradCheck.Run(x => x.Exp(), X, options), GradCheck.Run(x => x.Exp(), X, options));

        Assert.Contains("seed 77", first.ToString(), StringComparison.Ordinal);
        Assert.Equal(first.Checks.Select(check => check.WorstPart), second.Checks.Select(check => check.WorstPart));
    }

    [Fact]
    public void Domains_keep_the_function_inside()
    {
        var lowest = double.PositiveInfinity;
        Variable Watched(Variable x)
        {
            lowest = Math.Min(lowest, x.ToArray<double>().Min());
            return x.Log();
        }

        GradCheck.Verify(Watched, Variable.From([1e-3, 2]), new GradCheckOptions { Domains = [InputDomain.Positive] });
        Assert.True(lowest > 0);
    }

    [Fact]
    public void A_point_outside_its_domain_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => GradCheck.Run(x => x.Log(), Variable.From([0.0]), new GradCheckOptions { Domains = [InputDomain.Positive], Names = ["x"] }));

        Assert.Equal("gradcheck: x lies outside its domain (0, ∞); give values inside", error.Message.Replace("Infinity", "∞", StringComparison.Ordinal));
    }

    [Fact]
    public void Edges_are_differenced_from_inside() => GradCheck.Verify(
        x => x.Sqrt(), Variable.From([1.0, 4]), new GradCheckOptions { Domains = [InputDomain.Closed(1, 4)] });

    [Theory]
    [InlineData(0, 1e-9, 3, "gradcheck: Orders is 0; ask for order 1 or more")]
    [InlineData(1, -1, 3, "gradcheck: tolerance is -1 + 1E-07·|x|; give numbers of 0 or more, one above")]
    [InlineData(1, 1e-9, 2, "gradcheck: probes is 2 of ±1 and 1 normal; fewer than 3 and 1 miss too much")]
    public void Wrong_options_are_refused(int orders, double tolerance, int probes, string message)
    {
        var options = new GradCheckOptions { Orders = orders, AbsoluteTolerance = tolerance, RademacherProbes = probes };

        Assert.Equal(message, Assert.Throws<ArgumentException>(() => GradCheck.Run(x => x, X, options)).Message);
    }

    [Fact]
    public void Cancellation_ends_the_check()
    {
        using var source = new CancellationTokenSource();
        var calls = 0;
        Variable Slow(Variable x)
        {
            if (++calls == 10)
                source.Cancel();
            return x.Exp();
        }

        Assert.Throws<OperationCanceledException>(() => GradCheck.Run(Slow, X, new GradCheckOptions { Cancellation = source.Token }));
        Assert.InRange(calls, 10, 12);
    }
}
