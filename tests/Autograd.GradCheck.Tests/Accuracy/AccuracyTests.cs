using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Autograd.GradientChecking.Tests.Accuracy;

/// <summary>The numerical derivative against derivatives of 60 digits: how exact it is, and whether its error bar is true.</summary>
public sealed class AccuracyTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, Func<double, double>> Functions = new()
    {
        ["exp"] = Math.Exp,
        ["log"] = Math.Log,
        ["sqrt"] = Math.Sqrt,
        ["cbrt"] = Math.Cbrt,
        ["sin"] = Math.Sin,
        ["cos"] = Math.Cos,
        ["tan"] = Math.Tan,
        ["tanh"] = Math.Tanh,
        ["sinh"] = Math.Sinh,
        ["cosh"] = Math.Cosh,
        ["atan"] = Math.Atan,
        ["asin"] = Math.Asin,
        ["1/x"] = x => 1 / x,
        ["1/(x - 1)"] = x => 1 / (x - 1),
        ["x^2"] = x => x * x,
        ["x^3"] = x => x * x * x,
        ["x^20"] = x => Math.Pow(x, 20),
        ["x^0.3"] = x => Math.Pow(x, 0.3),
        ["x^2.5"] = x => Math.Pow(x, 2.5),
        ["x log x"] = x => x * Math.Log(x),
        ["x^x"] = x => Math.Pow(x, x),
        ["exp 50x"] = x => Math.Exp(50 * x),
        ["exp exp x"] = x => Math.Exp(Math.Exp(x)),
        ["Gauss"] = x => Math.Exp(-x * x),
        ["narrow Gauss"] = x => Math.Exp(-500000 * x * x),
        ["sigmoid"] = x => 1 / (1 + Math.Exp(-x)),
        ["softplus"] = x => Math.Log(1 + Math.Exp(x)),
        ["Runge"] = x => 1 / (1 + (25 * x * x)),
        ["sin 100x"] = x => Math.Sin(100 * x),
        ["sin 1000x"] = x => Math.Sin(1000 * x),
        ["x sin(1/x)"] = x => x * Math.Sin(1 / x),
        ["sqrt(x^2 + 1e-12)"] = x => Math.Sqrt((x * x) + 1e-12),
        ["exp(-1/x^2)"] = x => Math.Exp(-1 / (x * x)),
        ["logistic map"] = LogisticMap,
        ["exp x sin x + x^3"] = x => (Math.Exp(x) * Math.Sin(x)) + (x * x * x),
        ["log(1 + x^2)"] = x => Math.Log(1 + (x * x)),
        ["tanh 1000x"] = x => Math.Tanh(1000 * x),
    };

    [Fact]
    public void The_median_error_is_below_1e_12_and_error_bars_are_true()
    {
        var rows = References().Select(Measured).OrderBy(row => row.Error).ToArray();
        foreach (var row in rows)
            output.WriteLine(FormattableString.Invariant($"{row.Error:0.0E+0} {row.Bars:0.00} bars {row.Name} at {row.X}"));
        var median = rows[rows.Length / 2].Error;
        var within = rows.Count(row => row.Bars <= 4) / (double)rows.Length;
        output.WriteLine(FormattableString.Invariant($"{rows.Length} points of {Functions.Count} functions: median {median:0.0E+0}, worst {rows[^1].Error:0.0E+0}, within 4 bars {within:P1}"));

        Assert.True(rows.Select(row => row.Name).Distinct().Count() >= 30);
        Assert.True(median <= 1e-12, $"median {median}");
        Assert.True(rows[^1].Error <= 1e-9, $"worst {rows[^1]}");
        Assert.True(within >= 0.99, string.Join("\n", rows.Where(row => row.Bars > 4)));
    }

    private static (string Name, double X, double Error, double Bars) Measured((string Name, double X, double Derivative) reference)
    {
        var estimate = NumericDerivative.Of(Functions[reference.Name], reference.X, cancellation: TestContext.Current.CancellationToken);
        var difference = Math.Abs(estimate.Value - reference.Derivative);

        // The reference is known to the last bit of a double, and no better.
        var bar = estimate.Error + (Math.BitIncrement(Math.Abs(reference.Derivative)) - Math.Abs(reference.Derivative));
        return (reference.Name, reference.X, reference.Derivative == 0 ? difference : difference / Math.Abs(reference.Derivative), difference / bar);
    }

    private static IEnumerable<(string Name, double X, double Derivative)> References()
    {
        using var stream = typeof(AccuracyTests).Assembly.GetManifestResourceStream("accuracy.json")!;
        using var document = JsonDocument.Parse(stream);
        foreach (var row in document.RootElement.EnumerateArray())
        {
            yield return (
                row.GetProperty("function").GetString()!,
                row.GetProperty("x").GetDouble(),
                double.Parse(row.GetProperty("derivative").GetString()!, CultureInfo.InvariantCulture));
        }
    }

    private static double LogisticMap(double x)
    {
        for (var i = 0; i < 8; i++)
            x = 3.75 * x * (1 - x);
        return x;
    }
}
