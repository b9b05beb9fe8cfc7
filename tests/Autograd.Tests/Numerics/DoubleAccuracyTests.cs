using Autograd.Tests.Ops;
using Xunit;

namespace Autograd.Tests.Numerics;

/// <summary>Double functions against 256-bit arithmetic, and bit for bit across widths.</summary>
public class DoubleAccuracyTests(ITestOutputHelper output)
{
    private const int Points = 4000;

    [Fact]
    public void Exp_is_within_1_ulp_in_every_width() => Check<LaneFunctions.Exp>([.. Range(-745.2, 709.78), .. Patterns()], BigReal.Exp, Math.Exp, 1.0);

    [Fact]
    public void Log_is_within_1_ulp_in_every_width() => Check<LaneFunctions.Log>([.. Range(0.5, 2.0), .. Patterns().Select(Math.Abs)], BigReal.Log, Math.Log, 1.0);

    [Fact]
    public void Tanh_is_within_2_ulp_in_every_width() => Check<LaneFunctions.Tanh>([.. Range(-20.0, 20.0), .. Range(-1.0, 1.0), .. Patterns()], BigReal.Tanh, Math.Tanh, 2.0);

    [Fact]
    public void Sigmoid_is_within_2_ulp_in_every_width() =>
        Check<LaneFunctions.Sigmoid>([.. Range(-745.0, 40.0), .. Range(-2.0, 2.0), .. Patterns()], BigReal.Sigmoid, x => x < 0.0 ? Math.Exp(x) / (1.0 + Math.Exp(x)) : 1.0 / (1.0 + Math.Exp(-x)), 2.0);

    [Fact]
    public void Sin_is_within_2_ulp_in_every_width() => Check<LaneFunctions.Sin>([.. Angles()], BigReal.SinOf, Math.Sin, 2.0);

    [Fact]
    public void Cos_is_within_2_ulp_in_every_width() => Check<LaneFunctions.Cos>([.. Angles()], BigReal.CosOf, Math.Cos, 2.0);

    [Fact]
    public void Erf_is_within_2_ulp_in_every_width() => Check<LaneFunctions.Erf>([.. Range(-7.0, 7.0), .. Range(-1.1, 1.1), .. Patterns()], BigReal.Erf, NaiveFunctions.Erf, 2.0);

    [Fact]
    public void NormalCdf_is_within_3_ulp_in_every_width() =>
        Check<LaneFunctions.NormalCdf>([.. Range(-37.0, 9.0), .. Range(-2.0, 2.0), .. Patterns()], BigReal.NormalCdf, NaiveFunctions.NormalCdf, 3.0);

    [Fact]
    public void Expm1_is_within_2_ulp_in_every_width() => Check<LaneFunctions.Expm1>([.. Range(-45.0, 709.78), .. Range(-2.0, 2.0), .. Patterns()], BigReal.Expm1, NaiveFunctions.Expm1, 2.0);

    [Fact]
    public void Log1p_is_within_2_ulp_in_every_width() => Check<LaneFunctions.Log1p>([.. Range(-0.999, 3.0), .. Patterns()], BigReal.Log1p, NaiveFunctions.Log1p, 2.0);

    [Fact]
    public void Pow_is_within_2_ulp_in_every_width()
    {
        double[] x = [.. Range(0.0, 3.0)];
        double[] y = [.. Range(-300.0, 300.0).Order()];
        double[] result = LaneMap.Map<double, LaneFunctions.Pow>(512, x, y);
        double worst = 0.0;
        for (int i = 0; i < x.Length; i++)
            worst = Math.Max(worst, BigReal.Pow(x[i], y[i]).UlpsTo(result[i]));
        output.WriteLine($"Pow: at most {worst:F3} ulp");
        Assert.True(worst <= 2.0, $"{worst} ulp");
        foreach (int width in LaneMap.Widths)
            Assert.Equal(result, LaneMap.Map<double, LaneFunctions.Pow>(width, x, y));
    }

    // Small ones, those on both sides of where the reduction changes, huge ones, and the nearest doubles to multiples of π/2.
    private static IEnumerable<double> Angles()
    {
        double[] near = [6381956970095103.0 * Math.Pow(2.0, 797), 5.319372648326541e255, 1.5707963267948966, 3.141592653589793, 1e22, 314159.26535897932, 9.8696044010893586e5];
        return [.. Range(-10.0, 10.0), .. Range(-1e6, 1e6), .. Range(-4e6, 4e6), .. Patterns(), .. near];
    }

    private static IEnumerable<double> Range(double low, double high)
    {
        var random = new Random(11);
        for (int i = 0; i < Points; i++)
            yield return low + (high - low) * random.NextDouble();
    }

    // Even strata of all bit patterns, so that every exponent occurs.
    private static IEnumerable<double> Patterns()
    {
        ulong step = ulong.MaxValue / Points;
        for (ulong i = 0; i < Points; i++)
            yield return BitConverter.UInt64BitsToDouble(i * step + i * 0x9e3779b97f4a7c15 % step);
    }

    private void Check<F>(double[] points, Func<double, BigReal> exact, Func<double, double> runtime, double limit)
        where F : ILaneFunction
    {
        double[] x = [.. SpecialValues.Doubles, .. points];
        double[] result = LaneMap.Map<double, F>(512, x);
        double worst = -1.0;
        int at = 0;
        for (int i = 0; i < x.Length; i++)
        {
            // Where the runtime's result is a corner (0, ±∞, NaN) it must be hit; elsewhere the reference decides.
            double corner = runtime(x[i]);
            bool isCorner = corner == 0.0 || !double.IsFinite(corner);
            double error = isCorner ? (result[i].Equals(corner) && double.IsNegative(result[i]) == double.IsNegative(corner)) || double.IsNaN(corner) && double.IsNaN(result[i]) ? 0.0 : double.PositiveInfinity : exact(x[i]).UlpsTo(result[i]);
            if (error > worst)
                (worst, at) = (error, i);
        }
        output.WriteLine($"{typeof(F).Name}: at most {worst:F3} ulp, at {x[at]:R} = {result[at]:R}, {x.Length} points");
        Assert.True(worst <= limit, $"{worst} ulp at {x[at]:R}: {result[at]:R} for {runtime(x[at]):R}");

        foreach (int width in LaneMap.Widths)
        {
            double[] other = LaneMap.Map<double, F>(width, x);
            for (int i = 0; i < x.Length; i++)
            {
                bool same = BitConverter.DoubleToInt64Bits(result[i]) == BitConverter.DoubleToInt64Bits(other[i]) || (double.IsNaN(result[i]) && double.IsNaN(other[i]));
                Assert.True(same, $"width {width} at {x[i]:R}: {other[i]:R}, 512: {result[i]:R}");
            }
        }
    }
}
