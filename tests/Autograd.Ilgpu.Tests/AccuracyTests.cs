using Xunit;

namespace Autograd.Ilgpu.Tests;

/// <summary>
/// The elementary functions on each device, over strata of their domains: every binary exponent and sign, and the places where a
/// function's formula changes. Float32 against the CPU's float64, float64 against the CPU's.
/// </summary>
/// <param name="output">Where the worst errors are told.</param>
public sealed class AccuracyTests(ITestOutputHelper output)
{
    private const int InStratum = 24;

    private static readonly Dictionary<string, (Func<Variable, Variable> Function, double Least, double Most, bool Negative)> Functions = new()
    {
        ["exp"] = (static x => x.Exp(), -40, 9, true),
        ["expm1"] = (static x => x.Expm1(), -60, 9, true),
        ["log"] = (static x => x.Log(), -120, 120, false),
        ["log1p"] = (static x => x.Log1p(), -60, 100, false),
        ["tanh"] = (static x => x.Tanh(), -60, 8, true),
        ["sigmoid"] = (static x => x.Sigmoid(), -40, 6, true),
        ["erf"] = (static x => x.Erf(), -60, 4, true),
        ["sin"] = (static x => x.Sin(), -60, 20, true),
        ["cos"] = (static x => x.Cos(), -40, 20, true),
        ["sqrt"] = (static x => x.Sqrt(), -120, 120, false),
        ["pow 1.75"] = (static x => x.Pow(1.75), -60, 60, false),
        ["pow -0.3125"] = (static x => x.Pow(-0.3125), -100, 100, false),
        ["gelu"] = (static x => x.Gelu(), -40, 3, true),
        ["silu"] = (static x => x.Silu(), -40, 6, true),
        ["softplus"] = (static x => x.Softplus(), -40, 8, true),
    };

    public static TheoryData<string, string, DType> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, DType>();
            foreach (var device in new[] { "ilgpu-cpu", "opencl" })
            {
                foreach (var name in Functions.Keys)
                {
                    cases.Add(device, name, DType.Float32);
                    cases.Add(device, name, DType.Float64);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void FunctionsAreAccurateInEveryStratum(string kind, string name, DType dtype)
    {
        var device = new Device(kind, 0);
        Accelerated.Require(device);
        var (function, least, most, negative) = Functions[name];
        var numbers = Strata(least, most, negative);
        var x = Variable.From(numbers).To(dtype);
        var exact = function(x.To(DType.Float64)).ToArray<double>();
        var actual = function(x.To(device)).To(Device.Cpu).To(DType.Float64).ToArray<double>();
        var (worst, at) = (0.0, 0);
        for (var i = 0; i < exact.Length; i++)
        {
            var error = Ulps(exact[i], actual[i], dtype);
            if (error > worst)
                (worst, at) = (error, i);
        }

        output.WriteLine(FormattableString.Invariant($"{device} {name} {dtype.Name()}: {worst:F2} ulp at {x.To(DType.Float64).ToArray<double>()[at]:R}"));
        Assert.True(worst <= 4, FormattableString.Invariant($"{worst:F2} ulp at {numbers[at]:R}: {actual[at]:R} instead of {exact[at]:R}"));
    }

    /// <summary>The distance in units of the last place of the exact number, in the type or where its numbers have no more precision.</summary>
    private static double Ulps(double exact, double actual, DType dtype)
    {
        var (bits, smallest, largest) = dtype == DType.Float32 ? (23, -126, (double)float.MaxValue) : (52, -1022, double.MaxValue);
        if (exact.Equals(actual) || (Math.Abs(exact) > largest && Math.Abs(actual) >= largest))
            return 0;
        if (!double.IsFinite(exact) || !double.IsFinite(actual))
            return double.PositiveInfinity;
        var exponent = exact == 0 ? smallest : Math.Max(smallest, Math.ILogB(exact));
        return Math.Abs(exact - actual) / Math.ScaleB(1, exponent - bits);
    }

    private static double[] Strata(double least, double most, bool negative)
    {
        var random = new Random(5);
        var numbers = new List<double>();
        for (var exponent = (int)least; exponent < (int)most; exponent++)
        {
            for (var i = 0; i < InStratum; i++)
            {
                var value = Math.ScaleB(1 + random.NextDouble(), exponent);
                numbers.Add(value);
                if (negative)
                    numbers.Add(-value);
            }
        }

        return [.. numbers];
    }
}
