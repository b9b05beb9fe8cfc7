using Xunit;

namespace Autograd.GradientChecking.Tests.Accuracy;

/// <summary>Functions with known derivatives at hundreds of points each, over many orders of size: no verdict may be a false one.</summary>
public sealed class ManyPointsTests(ITestOutputHelper output)
{
    private const int Points = 300;

    private static readonly (string Name, Func<double, double> Value, Func<double, double> Slope, double Low, double High)[] Functions =
    [
        ("exp", Math.Exp, Math.Exp, -50, 50),
        ("sin", Math.Sin, Math.Cos, -20, 20),
        ("sin far", Math.Sin, Math.Cos, 1e5, 1e8),
        ("sin 30x", x => Math.Sin(30 * x), x => 30 * Math.Cos(30 * x), -5, 5),
        ("sin 1000x", x => Math.Sin(1000 * x), x => 1000 * Math.Cos(1000 * x), -5, 5),
        ("sin 1e5x", x => Math.Sin(1e5 * x), x => 1e5 * Math.Cos(1e5 * x), -1, 1),
        ("sin x + 0.01 sin 300x", x => Math.Sin(x) + (0.01 * Math.Sin(300 * x)), x => Math.Cos(x) + (3 * Math.Cos(300 * x)), -3, 3),
        ("sin x²", x => Math.Sin(x * x), x => 2 * x * Math.Cos(x * x), -40, 40),
        ("x sin(1/x)", x => x * Math.Sin(1 / x), x => Math.Sin(1 / x) - (Math.Cos(1 / x) / x), 0.002, 0.3),
        ("tanh 1000x", x => Math.Tanh(1000 * x), x => 1000 / Square(Math.Cosh(1000 * x)), -0.02, 0.02),
        ("tanh 1000x, wide", x => Math.Tanh(1000 * x), x => Math.Abs(x) > 0.7 ? 0 : 1000 / Square(Math.Cosh(1000 * x)), -1, 1),
        ("bump of 1e-3", x => Math.Exp(-5e5 * x * x), x => -1e6 * x * Math.Exp(-5e5 * x * x), -0.01, 0.01),
        ("bump of 1e-3, wide", x => Math.Exp(-5e5 * x * x), x => -1e6 * x * Math.Exp(-5e5 * x * x), -1, 1),
        ("bump on a slope", x => x + Math.Exp(-5e5 * x * x), x => 1 - (1e6 * x * Math.Exp(-5e5 * x * x)), -0.1, 0.1),
        ("1/(x − 1)", x => 1 / (x - 1), x => -1 / Square(x - 1), 0.9, 1.1),
        ("tan", Math.Tan, x => 1 + Square(Math.Tan(x)), -20, 20),
        ("√|x|", x => Math.Sqrt(Math.Abs(x)), x => Math.Sign(x) / (2 * Math.Sqrt(Math.Abs(x))), -1e-3, 1e-3),
        ("|x| near 0", Math.Abs, x => Math.Sign(x), -1e-5, 1e-5),
        ("|x| + x²", x => Math.Abs(x) + (x * x), x => Math.Sign(x) + (2 * x), -0.1, 0.1),
        ("|sin 50x|", x => Math.Abs(Math.Sin(50 * x)), x => 50 * Math.Cos(50 * x) * Math.Sign(Math.Sin(50 * x)), -1, 1),
        ("|sin 5000x|", x => Math.Abs(Math.Sin(5000 * x)), x => 5000 * Math.Cos(5000 * x) * Math.Sign(Math.Sin(5000 * x)), -1, 1),
        ("saw", x => x - Math.Floor(x), _ => 1, -5, 5),
        ("saw of 1/100", x => (100 * x) - Math.Floor(100 * x), _ => 100, -5, 5),
        ("triangles of 1/7", x => Math.Abs((7 * x) - Math.Round(7 * x)), x => 7 * Math.Sign((7 * x) - Math.Round(7 * x)), -5, 5),
        ("stair", Math.Floor, _ => 0, -5, 5),
        ("stair of 1/64", x => Math.Floor(64 * x) / 64, _ => 0, -5, 5),
        ("relu of sin 20x", x => Math.Max(0, Math.Sin(20 * x)), x => Math.Sin(20 * x) > 0 ? 20 * Math.Cos(20 * x) : 0, -3, 3),
        ("Huber", x => Math.Abs(x) < 1 ? x * x / 2 : Math.Abs(x) - 0.5, x => Math.Clamp(x, -1, 1), 0.9, 1.1),
        ("max of parabolas", x => Math.Max(x * x, 1 - x), x => x * x > 1 - x ? 2 * x : -1, 0.5, 0.75),
        ("log of cosh 40x", x => Math.Log(Math.Cosh(40 * x)), x => 40 * Math.Tanh(40 * x), -3, 3),
        ("x^20", x => Math.Pow(x, 20), x => 20 * Math.Pow(x, 19), -3, 3),
        ("polynomial", x => ((((x * x) - 3) * x) + 1) * ((x * x) - 7), x => (((3 * x * x) - 3) * ((x * x) - 7)) + (2 * x * ((((x * x) - 3) * x) + 1)), -10, 10),
        ("large constant", x => 1e6 + Math.Sin(x), Math.Cos, -5, 5),
        ("cancelling", x => Math.Exp(x) - 1 - x, x => Math.Exp(x) - 1, -0.1, 0.1),
    ];

    private static double Square(double x) => x * x;

    [Fact]
    public void No_verdict_is_false()
    {
        var random = new Random(11);
        var (wrong, open, total) = (new List<string>(), 0, 0);
        foreach (var (name, value, slope, low, high) in Functions)
        {
            var (failed, unsure) = (0, 0);
            for (var i = 0; i < Points; i++)
            {
                var x = low + ((high - low) * random.NextDouble());
                var estimate = NumericDerivative.Of(value, x, cancellation: TestContext.Current.CancellationToken);
                var expected = slope(x);
                var tolerance = 1e-9 + (1e-7 * Math.Max(Math.Abs(expected), Math.Abs(estimate.Value)));
                var difference = Math.Abs(estimate.Value - expected);
                total++;

                // No random point is a kink, and a kink that is none would admit wrong derivatives.
                if (estimate.Kink is not null || difference > tolerance + ((estimate.Error > tolerance / 10 ? 100 : 4) * estimate.Error))
                {
                    failed++;
                    wrong.Add(FormattableString.Invariant($"{name} at {x:R}: {expected} and {estimate}"));
                }
                else if (!(estimate.Error <= tolerance / 10) && !(estimate.IsUnmoved && expected == 0))
                {
                    unsure++;
                }
            }

            open += unsure;
            output.WriteLine($"{name}: {failed} wrong, {unsure} open of {Points}");
        }

        output.WriteLine($"{wrong.Count} wrong, {open} open of {total}");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }
}
