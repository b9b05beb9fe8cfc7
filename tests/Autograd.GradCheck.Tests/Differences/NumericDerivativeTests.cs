using Xunit;

namespace Autograd.GradientChecking.Tests.Differences;

public sealed class NumericDerivativeTests
{
    public static TheoryData<string> Names => [.. Smooth.Select(known => known.Name)];

    private static KnownDerivative[] Smooth { get; } =
    [
        new("exp at 1", Math.Exp, 1, Math.E),
        new("exp at 700", Math.Exp, 700, Math.Exp(700)),
        new("sin at 0.3", Math.Sin, 0.3, Math.Cos(0.3)),
        new("sin at 1e6", Math.Sin, 1e6, Math.Cos(1e6)),
        new("sin at 1e6, steep", x => Math.Sin(16 * x), 1e6, 16 * Math.Cos(16e6)),
        new("sin of period 1/8 at 0", x => Math.Sin(16 * Math.PI * x), 0, 16 * Math.PI),
        new("sin of period 1/1024 at 0", x => Math.Sin(2048 * Math.PI * x), 0, 2048 * Math.PI),
        new("log at 1e-8", Math.Log, 1e-8, 1e8, InputDomain.Positive, 1e-11),
        new("log at 1e-8, no domain", Math.Log, 1e-8, 1e8, null, 1e-11),
        new("log at 1e6", Math.Log, 1e6, 1e-6, InputDomain.Positive),
        new("sqrt at 1e-12", Math.Sqrt, 1e-12, 0.5e6),
        new("sqrt at 1e12", Math.Sqrt, 1e12, 0.5e-6),
        new("sin + 5 at 1e-8", x => Math.Sin(x) + 5, 1e-8, 1),
        new("exp(1e8·x) at 0", x => Math.Exp(1e8 * x), 0, 1e8),
        new("x³ at 1e6", x => x * x * x, 1e6, 3e12),
        new("x³ at 1e-6", x => x * x * x, 1e-6, 3e-12),
        new("1/x at 1e-3", x => 1 / x, 1e-3, -1e6),
        new("tanh at 0.3", Math.Tanh, 0.3, 1 - (Math.Tanh(0.3) * Math.Tanh(0.3))),
        new("atan at 50", Math.Atan, 50, 1 / 2501.0),
        new("acos at 0.75", Math.Acos, 0.75, -1 / Math.Sqrt(0.4375), InputDomain.UnitOpen),
        new("Gauss at 3", x => Math.Exp(-x * x), 3, -6 * Math.Exp(-9)),
        new("Runge at 0.2", x => 1 / (1 + (25 * x * x)), 0.2, -2.5),
        new("x·sin 100x at 2", x => x * Math.Sin(100 * x), 2, Math.Sin(200) + (200 * Math.Cos(200))),
        new("smoothed |x| at 1e-7", x => Math.Sqrt((x * x) + 1e-12), 1e-7, 1e-7 / Math.Sqrt(1.01e-12)),
        new("sqrt at the edge", Math.Sqrt, 1, 0.5, InputDomain.Closed(1, 5)),
        new("exp at the upper edge", Math.Exp, 0, 1, InputDomain.Closed(-5, 0)),
        new("|x| at 1e-3", Math.Abs, 1e-3, 1),
        new("x² at 0", x => x * x, 0, 0),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Accuracy_is_far_below_the_tolerance_and_the_bar_holds(string name)
    {
        var known = Smooth.Single(one => one.Name == name);
        var estimate = Of(known.Function, known.X, known.Domain);

        var error = Math.Abs(estimate.Value - known.Expected);
        Assert.True(error <= known.Accuracy * Math.Abs(known.Expected), $"{estimate.Value:G17} for {known.Expected:G17}");
        Assert.True(error <= (4 * estimate.Error) + (4e-16 * Math.Abs(known.Expected)), $"error {error}, bar {estimate.Error}");
        Assert.True(estimate.Error <= 1e-8 * Math.Abs(known.Expected), $"bar {estimate.Error}");
        Assert.Null(estimate.Kink);
    }

    [Theory]
    [InlineData(0.0, -1.0, 1.0)]
    [InlineData(10.0, -1.0, 1.0)]
    [InlineData(1.0, 3.0, 5.0)]
    public void A_kink_shows_the_slopes_of_both_sides(double curvature, double left, double right)
    {
        var tilt = (left + right) / 2;
        var estimate = Of(x => Math.Abs(x) + (tilt * x) + (curvature * x * x), 0);

        Assert.NotNull(estimate.Kink);
        Assert.Equal(left, estimate.Kink.Value.Left, 1e-4);
        Assert.Equal(right, estimate.Kink.Value.Right, 1e-4);
        Assert.True(estimate.Kink.Value.Admits(tilt, 0));
        Assert.False(estimate.Kink.Value.Admits(right + 0.01, 0));
    }

    [Fact]
    public void A_jump_is_no_derivative()
    {
        var estimate = Of(Math.Floor, 1);

        Assert.True(!estimate.IsFinite || estimate.Error > 1);
    }

    [Fact]
    public void A_vertical_tangent_is_no_derivative() => Assert.False(Of(Math.Cbrt, 0) is { Error: < 1 });

    [Fact]
    public void Not_finite_is_not_finite() => Assert.False(Of(Math.Log, 0).IsFinite);

    [Fact]
    public void Lost_digits_show_in_the_bar()
    {
        var estimate = Of(x => 1e10 + Math.Sin(x), 1);

        Assert.True(Math.Abs(estimate.Value - Math.Cos(1)) <= 4 * estimate.Error);
        Assert.True(estimate.Error > 1e-8);
    }

    private static DerivativeEstimate Of(Func<double, double> function, double x, InputDomain? domain = null) =>
        NumericDerivative.Of(function, x, domain, TestContext.Current.CancellationToken);
}
