using Autograd.Numerics;
using Xunit;

namespace Autograd.Tests.Numerics;

public class NormalFillTests(ITestOutputHelper output)
{
    private const ulong Key = 42, Stream = 7, Counter = 1000;

    // Without fused products the sine is rounded once more.
    private static readonly double Limit = FusedMultiply.IsSupported ? 2.0 : 3.0;

    [Fact]
    public void Floats_are_within_2_ulp_of_the_formula()
    {
        var normals = new float[400_000];
        var words = new uint[normals.Length];
        NormalFill.Fill(normals, Key, Stream, Counter);
        Philox4x32.Fill(words, Key, Stream, Counter);
        double worst = 0.0;
        for (int i = 0; i < normals.Length; i += 2)
        {
            float u = (float)((words[i] + 0.5) / 4294967296.0);
            double v = (words[i + 1] >> 8) / (double)(1 << 24);
            double radius = Math.Sqrt(-2.0 * Math.Log(u));

            // Quarter turns are exact in the formula but not as multiples of the rounded π.
            (double sine, double cosine) = v * 4.0 % 1.0 == 0.0 ? ((v == 0.25 ? 1 : v == 0.75 ? -1 : 0.0), (v == 0.0 ? 1 : v == 0.5 ? -1 : 0.0)) : Math.SinCos(2.0 * Math.PI * v);
            worst = Math.Max(worst, Math.Max(UlpError.Of(normals[i], radius * cosine), UlpError.Of(normals[i + 1], radius * sine)));
        }
        output.WriteLine($"at most {worst:F3} ulp");
        Assert.True(worst <= Limit, $"{worst} ulp");
    }

    [Fact]
    public void Doubles_are_within_2_ulp_of_the_formula()
    {
        var normals = new double[6_000];
        var words = new uint[2 * normals.Length];
        NormalFill.Fill(normals, Key, Stream, Counter);
        Philox4x32.Fill(words, Key, Stream, Counter);
        double worst = 0.0;
        for (int i = 0; i < normals.Length; i += 2)
        {
            ulong a = ((ulong)words[2 * i] << 32) | words[(2 * i) + 1], b = ((ulong)words[(2 * i) + 2] << 32) | words[(2 * i) + 3];
            double u = ((a >> 12) + 0.5) / (1L << 52);

            // √ by dividing the square: of x² against r²·cos² the relative error is twice that of x.
            BigReal angle = BigReal.TwoPi * new BigReal((b >> 12) / (double)(1L << 52));
            BigReal square = new BigReal(-2.0) * BigReal.Log(u);
            worst = Math.Max(worst, Math.Max(Error(normals[i], square, BigReal.Cos(angle)), Error(normals[i + 1], square, BigReal.Sin(angle))));
        }
        output.WriteLine($"at most {worst:F3} ulp");
        Assert.True(worst <= Limit, $"{worst} ulp");
    }

    [Fact]
    public void Every_width_gives_the_same_bits_and_every_length_the_same_start()
    {
        const int Length = 1501;
        var floats = new float[Length];
        var doubles = new double[Length];
        NormalFill.Fill(floats, Key, Stream, Counter);
        NormalFill.Fill(doubles, Key, Stream, Counter);
        float[] otherFloats = new float[Length];
        double[] otherDoubles = new double[Length];
        NormalFill.Fill<Wide512<float>>(otherFloats, Key, Stream, Counter);
        Assert.Equal(floats, otherFloats);
        NormalFill.Fill<Wide256<float>>(otherFloats, Key, Stream, Counter);
        Assert.Equal(floats, otherFloats);
        NormalFill.Fill<Wide128<float>>(otherFloats, Key, Stream, Counter);
        Assert.Equal(floats, otherFloats);
        NormalFill.Fill<Scalar<float>>(otherFloats, Key, Stream, Counter);
        Assert.Equal(floats, otherFloats);
        NormalFill.FillDouble<Wide512<double>>(otherDoubles, Key, Stream, Counter);
        Assert.Equal(doubles, otherDoubles);
        NormalFill.FillDouble<Wide256<double>>(otherDoubles, Key, Stream, Counter);
        Assert.Equal(doubles, otherDoubles);
        NormalFill.FillDouble<Wide128<double>>(otherDoubles, Key, Stream, Counter);
        Assert.Equal(doubles, otherDoubles);
        NormalFill.FillDouble<Scalar<double>>(otherDoubles, Key, Stream, Counter);
        Assert.Equal(doubles, otherDoubles);

        foreach (int length in (int[])[0, 1, 2, 3, 511, 512, 513, 1025])
        {
            // A guard element behind the span stays untouched.
            var start = new float[length + 1];
            NormalFill.Fill(start.AsSpan(0, length), Key, Stream, Counter);
            Assert.Equal([.. floats[..length], 0f], start);
            var startDouble = new double[length + 1];
            NormalFill.Fill(startDouble.AsSpan(0, length), Key, Stream, Counter);
            Assert.Equal([.. doubles[..length], 0.0], startDouble);
        }

        // A later block continues the same stream.
        var later = new float[400];
        NormalFill.Fill(later, Key, Stream, Counter + 25);
        Assert.Equal(floats[100..500], later);
    }

    [Fact]
    public void Moments_are_those_of_the_normal_distribution()
    {
        var normals = new float[1 << 20];
        NormalFill.Fill(normals, 1, 2, 0);
        double n = normals.Length;
        double mean = normals.Sum(x => (double)x) / n;
        double variance = normals.Sum(x => (double)x * x) / n;
        double fourth = normals.Sum(x => (double)x * x * x * x) / n;
        double beyond3 = normals.Count(x => Math.Abs(x) > 3f) / n;
        double pairs = Enumerable.Range(0, normals.Length / 2).Sum(i => (double)normals[2 * i] * normals[(2 * i) + 1]) / (n / 2);
        Assert.InRange(mean, -0.004, 0.004);
        Assert.InRange(variance, 0.994, 1.006);
        Assert.InRange(fourth, 2.96, 3.04);
        Assert.InRange(beyond3, 0.0025, 0.0029);
        Assert.InRange(pairs, -0.006, 0.006);
    }

    // The error of a product √square · factor in ulp, from the difference of the squares: (x² − e²) / (2e) = x − e to first order.
    private static double Error(double computed, BigReal square, BigReal factor)
    {
        var x = new BigReal(computed);
        BigReal exactSquare = square * factor * factor;
        BigReal difference = (x * x - exactSquare) / (x + x);
        return (x - difference).UlpsTo(computed);
    }
}
