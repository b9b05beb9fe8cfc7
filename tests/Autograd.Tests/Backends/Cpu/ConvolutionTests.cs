using System.Numerics;
using Autograd.Backends;
using Autograd.Backends.Cpu.Convolution;
using Xunit;

namespace Autograd.Tests.Backends.Cpu;

[Collection(PoolCollection.Name)]
public unsafe class ConvolutionTests
{
    /// <summary>Sizes that reach every path: bands, parts of the channels, shares of the images, items joined in chunks.</summary>
    private static readonly ConvolutionGeometry[] Larger =
    [
        ConvolutionGeometries.Square(3, 32, 64, 26, 3),
        ConvolutionGeometries.Square(20, 4, 32, 8, 3),
        ConvolutionGeometries.Square(1, 64, 70, 12, 3, padding: 1),
        ConvolutionGeometries.Square(1, 3, 16, 67, 7, stride: 2, padding: 3),
        ConvolutionGeometries.Square(1, 40, 8, 66, 3, padding: 1),
        ConvolutionGeometries.Square(2, 24, 40, 9, 1),
        ConvolutionGeometries.Square(2, 24, 40, 9, 1, stride: 2),
        ConvolutionGeometries.Square(2, 24, 24, 30, 3, padding: 1, groups: 24),
        ConvolutionGeometries.Square(2, 12, 36, 21, 5, stride: 2, padding: 2, groups: 12),
        ConvolutionGeometries.Square(2, 8, 48, 10, 3, dilation: 2, groups: 2),
        ConvolutionGeometries.Square(20, 16, 16, 3, 3),
        ConvolutionGeometries.Square(2, 5, 6, 2, 5, padding: 2),
        ConvolutionGeometries.Square(2, 16, 16, 32, 1),
        ConvolutionGeometries.Square(1, 1, 3, 300, 2),
        ConvolutionGeometries.Square(20, 16, 24, 7, 1),
        ConvolutionGeometries.Square(3, 40, 12, 17, 1, stride: 2),
        ConvolutionGeometries.Square(9, 16, 8, 16, 1, stride: 2),
        ConvolutionGeometries.Square(2, 64, 96, 20, 1),
        ConvolutionGeometries.Square(1, 8, 9, 33, 1, stride: 3),
        ConvolutionGeometries.Square(17, 9, 33, 12, 1),
        ConvolutionGeometries.Square(4, 500, 300, 4, 1),
        ConvolutionGeometries.Square(12, 32, 1, 9, 1),
    ];

    [Fact]
    public void RandomGeometriesAgreeWithTheDefinitionInFloat64() => RandomGeometries<double>(seed: 1, count: 220);

    [Fact]
    public void RandomGeometriesAgreeWithTheDefinitionInFloat32() => RandomGeometries<float>(seed: 2, count: 160);

    [Fact]
    public void LargerGeometriesAgreeWithTheDefinition()
    {
        Random random = new(3);
        foreach (ConvolutionGeometry g in Larger)
        {
            Check<float>(g, random, bias: true);
            Check<double>(g, random, bias: false);
        }
    }

    [Fact]
    public void MapsAreAdjoint()
    {
        Random random = new(4);
        for (int i = 0; i < 60; i++)
        {
            ConvolutionGeometry g = ConvolutionGeometries.Random(random);
            ConvolutionCase<double> c = new(g, random);
            c.Run(bias: false);
            double forward = Inner(c.Y, c.Dy);
            double scale = 1e-13 * Math.Max(1, c.Y.Length * (double)c.W.Length / g.OutChannels);
            Assert.True(Math.Abs(forward - Inner(c.X, c.Dx)) <= scale, $"{g}: input gradient is not adjoint");
            Assert.True(Math.Abs(forward - Inner(c.W, c.Dw)) <= scale, $"{g}: weight gradient is not adjoint");
        }
    }

    [Fact]
    public void BitsDoNotDependOnTheThreads()
    {
        foreach (ConvolutionGeometry g in Larger)
        {
            ConvolutionCase<float> c = new(g, new Random(5));
            byte[][]? first = null;
            foreach (int threads in new[] { 1, 2, 4 })
            {
                using ThreadCount count = new(threads);
                c.Run(bias: true);
                byte[][] bits = [c.Y.Bytes(), c.Dx.Bytes(), c.Dw.Bytes()];
                first ??= bits;
                for (int i = 0; i < 3; i++)
                {
                    Assert.True(first[i].AsSpan().SequenceEqual(bits[i]), $"{g}: map {i} differs with {threads} threads");
                }
            }
        }
    }

    [Fact]
    public void AnImageDoesNotDependOnItsPlaceInTheBatch()
    {
        foreach (ConvolutionGeometry g in Larger.Where(g => g.Batch > 1))
        {
            ConvolutionCase<float> c = new(g, new Random(6));
            int x = c.X.Length / g.Batch;
            int y = c.Y.Length / g.Batch;
            c.X.Span[..x].CopyTo(c.X.Span[^x..]);
            c.Dy.Span[..y].CopyTo(c.Dy.Span[^y..]);
            c.Run(bias: true);
            Assert.True(c.Y.Span[..y].SequenceEqual(c.Y.Span[^y..]), $"{g}: y");
            Assert.True(c.Dx.Span[..x].SequenceEqual(c.Dx.Span[^x..]), $"{g}: dx");
        }
    }

    [Fact]
    public void SteadyStateAllocatesNothing()
    {
        using ThreadCount one = new(1);
        foreach (ConvolutionGeometry g in Larger)
        {
            ConvolutionCase<float> c = new(g, new Random(7));
            c.Run(bias: true);
            Assert.Equal(0, Allocations.OfOneRun(() => c.Run(bias: true)));
        }
    }

    [Fact]
    public void AnEmptyBatchGivesZeroWeightGradient()
    {
        ConvolutionCase<float> c = new(ConvolutionGeometries.Square(0, 3, 4, 8, 3), new Random(8));
        c.Run(bias: true);
        Assert.Equal(-1, c.Dw.Span.IndexOfAnyExcept(0f));
        Assert.True(c.IsGuarded);
    }

    [Fact]
    public void NonFiniteInputsReachOnlyWhatReadsThem()
    {
        ConvolutionGeometry g = ConvolutionGeometries.Square(2, 3, 16, 9, 3, padding: 1);
        ConvolutionCase<float> c = new(g, new Random(9));
        c.X.Span[8] = float.NaN;
        Convolutions.Forward(c.X.Pointer, c.W.Pointer, null, c.Y.Pointer, in g);
        for (int i = 0; i < c.Y.Length; i++)
        {
            bool reads = i < c.Y.Length / 2 && i % 81 / 9 <= 1 && i % 9 >= 7;
            Assert.Equal(reads, float.IsNaN(c.Y.Span[i]));
        }

        // The last column of the first row: taps that never meet it, those to the left of it in each window, stay finite.
        Convolutions.WeightGradient(c.X.Pointer, c.Dy.Pointer, c.Dw.Pointer, in g);
        for (int i = 0; i < c.Dw.Length; i++)
        {
            bool reads = i / 9 % 3 == 0 && i % 9 / 3 <= 1 && i % 3 >= 1;
            Assert.Equal(reads, float.IsNaN(c.Dw.Span[i]));
        }
    }

    private static void RandomGeometries<T>(int seed, int count)
        where T : unmanaged, INumber<T>
    {
        Random random = new(seed);
        for (int i = 0; i < count; i++)
        {
            Check<T>(ConvolutionGeometries.Random(random), random, bias: i % 2 == 0);
        }
    }

    private static void Check<T>(ConvolutionGeometry g, Random random, bool bias)
        where T : unmanaged, INumber<T>
    {
        ConvolutionCase<T> c = new(g, random);
        c.Run(bias);
        Assert.True(c.IsGuarded, $"{g}: wrote beyond an array");

        // Sums of products below 1 in magnitude: an error of less than one rounding a term, plus the result's own.
        double error = c.WorstError(bias);
        Assert.True(error <= 1.5, $"{g}: error of {error} roundings a term");
    }

    private static double Inner(KernelArray<double> a, KernelArray<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a.Span[i] * b.Span[i];
        }

        return sum;
    }
}
