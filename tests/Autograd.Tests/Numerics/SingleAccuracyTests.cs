using Autograd.Tests.Ops;
using Xunit;

namespace Autograd.Tests.Numerics;

/// <summary>Float functions over strata of all bit patterns against double, and bit for bit across widths.</summary>
public class SingleAccuracyTests(ITestOutputHelper output)
{
    private static readonly float[] Inputs = [.. SpecialValues.Singles, .. Strata()];

    [Fact]
    public void Exp_is_within_1_ulp_in_every_width() => Check<LaneFunctions.Exp>(Math.Exp, 1.0);

    [Fact]
    public void Log_is_within_1_ulp_in_every_width() => Check<LaneFunctions.Log>(Math.Log, 1.0);

    [Fact]
    public void Tanh_is_within_2_ulp_in_every_width() => Check<LaneFunctions.Tanh>(Math.Tanh, 2.0);

    [Fact]
    public void Sigmoid_is_within_2_ulp_in_every_width() => Check<LaneFunctions.Sigmoid>(x => 1.0 / (1.0 + Math.Exp(-x)), 2.0);

    [Fact]
    public void Sqrt_is_rounded_correctly_in_every_width() => Check<LaneFunctions.Sqrt>(Math.Sqrt, 0.5000001);

    [Fact]
    public void Sin_is_within_1_ulp_in_every_width() => Check<LaneFunctions.Sin>(Math.Sin, 0.51);

    [Fact]
    public void Cos_is_within_1_ulp_in_every_width() => Check<LaneFunctions.Cos>(Math.Cos, 0.51);

    [Fact]
    public void Erf_is_within_2_ulp_in_every_width() => Check<LaneFunctions.Erf>(NaiveFunctions.Erf, 2.0);

    [Fact]
    public void Expm1_is_within_2_ulp_in_every_width() => Check<LaneFunctions.Expm1>(NaiveFunctions.Expm1, 2.0);

    [Fact]
    public void Log1p_is_within_2_ulp_in_every_width() => Check<LaneFunctions.Log1p>(NaiveFunctions.Log1p, 2.0);

    [Fact]
    public void NormalCdf_is_rounded_almost_correctly_in_every_width() => Check<LaneFunctions.NormalCdf>(NaiveFunctions.NormalCdf, 0.51);

    [Fact]
    public void Softplus_is_within_2_ulp_in_every_width() =>
        Check<LaneFunctions.Softplus>(x => x > 20.0 ? x : Math.Max(x, 0.0) + NaiveFunctions.Log1p(Math.Exp(-Math.Abs(x))), 2.0);

    [Fact]
    public void Silu_is_within_2_and_a_half_ulp_from_minus_87_on()
    {
        // Below, the logistic function is a denormal number.
        float[] x = [.. Inputs.Where(value => !(value < -87f))];
        Check<LaneFunctions.Silu>(x, x, (value, _) => NaiveSilu(value), 2.5);
    }

    [Fact]
    public void Silu_is_within_3e_43_below_minus_87()
    {
        float[] x = [.. Inputs.Where(value => value < -87f), .. Dense(-105f, -87f)];
        float[] result = LaneMap.Map<float, LaneFunctions.Silu>(512, x);
        Assert.All(x.Zip(result), pair => Assert.InRange(pair.Second - NaiveSilu(pair.First), -3e-43, 3e-43));
    }

    [Fact]
    public void Gelu_is_within_2_and_a_half_ulp_from_minus_1_on()
    {
        float[] x = [.. Inputs.Where(value => value >= -1f), .. Dense(-1f, 4f)];
        Check<LaneFunctions.Gelu>(x, x, (value, _) => value * NaiveFunctions.NormalCdf(value), 2.5);
    }

    [Fact]
    public void Gelu_is_within_4e_8_below_minus_1()
    {
        float[] x = [.. Inputs.Where(value => value < -1f), .. Dense(-15f, -1f)];
        float[] result = LaneMap.Map<float, LaneFunctions.Gelu>(512, x);
        double worst = x.Zip(result).Max(pair => Math.Abs(pair.Second - (float.IsInfinity(pair.First) ? 0.0 : pair.First * NaiveFunctions.NormalCdf(pair.First))));
        output.WriteLine($"Gelu: at most {worst:G3}");
        Assert.True(worst <= 4e-8, $"{worst}");
    }

    [Fact]
    public void Pow_is_rounded_almost_correctly_in_every_width()
    {
        var random = new Random(7);
        var x = new List<float>();
        var y = new List<float>();
        foreach (float a in SpecialValues.Singles)
        {
            foreach (float b in SpecialValues.Singles)
            {
                x.Add(a);
                y.Add(b);
            }
        }
        for (int i = 0; i < 200_000; i++)
        {
            // Most pairs of bit patterns overflow; bases around 1 and small exponents are where the bits are.
            x.Add(i % 2 == 0 ? BitConverter.Int32BitsToSingle(random.Next()) : (float)Math.Exp(2.0 * random.NextDouble() - 1.0));
            y.Add((float)((random.NextDouble() - 0.5) * (i % 4 < 2 ? 4.0 : 200.0)));
        }
        Check<LaneFunctions.Pow>([.. x], [.. y], Math.Pow, 0.51);
    }

    private static double NaiveSilu(double x) => double.IsNegativeInfinity(x) ? -0.0 : x / (1.0 + Math.Exp(-x));

    private static IEnumerable<float> Dense(float low, float high)
    {
        for (int i = 0; i < 200_000; i++)
            yield return low + ((high - low) * (i / 200_000f));
    }

    private static IEnumerable<float> Strata()
    {
        for (long pattern = 0; pattern <= uint.MaxValue; pattern += 4093)
            yield return BitConverter.UInt32BitsToSingle((uint)pattern);
    }

    private void Check<F>(Func<double, double> exact, double limit)
        where F : ILaneFunction => Check<F>(Inputs, Inputs, (x, _) => exact(x), limit);

    private void Check<F>(float[] x, float[] y, Func<double, double, double> exact, double limit)
        where F : ILaneFunction
    {
        float[] result = LaneMap.Map<float, F>(512, x, y);
        double worst = -1.0;
        int at = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double error = UlpError.Of(result[i], exact(x[i], y[i]));
            if (error > worst)
                (worst, at) = (error, i);
        }
        output.WriteLine($"{typeof(F).Name}: at most {worst:F3} ulp, at ({x[at]:R}, {y[at]:R}) = {result[at]:R}, {x.Length} points");
        Assert.True(worst <= limit, $"{worst} ulp at ({x[at]:R}, {y[at]:R}): {result[at]:R} for {exact(x[at], y[at]):R}");

        // A fifth of the points again in every width, so at other places in the register too.
        int[] chosen = [.. Enumerable.Range(0, x.Length).Where(i => i < SpecialValues.Singles.Length || i % 5 == 0)];
        float[] chosenX = [.. chosen.Select(i => x[i])], chosenY = [.. chosen.Select(i => y[i])];
        foreach (int width in LaneMap.Widths)
        {
            float[] other = LaneMap.Map<float, F>(width, chosenX, chosenY);
            for (int i = 0; i < chosen.Length; i++)
            {
                // One NaN is as good as another.
                float expected = result[chosen[i]];
                bool same = BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(other[i]) || (float.IsNaN(expected) && float.IsNaN(other[i]));
                Assert.True(same, $"width {width} at ({chosenX[i]:R}, {chosenY[i]:R}): {other[i]:R}, not {expected:R}");
            }
        }
    }
}
