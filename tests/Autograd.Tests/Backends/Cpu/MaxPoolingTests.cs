using System.Numerics;
using Autograd.Backends;
using Autograd.Backends.Cpu.Pooling;
using Xunit;

namespace Autograd.Tests.Backends.Cpu;

[Collection(PoolCollection.Name)]
public unsafe class MaxPoolingTests
{
    [Fact]
    public void RandomWindowsAgreeWithTheDefinition()
    {
        Random random = new(1);
        for (int i = 0; i < 150; i++)
        {
            ConvolutionGeometry g = RandomGeometry(random);

            // Few different values make ties; NaN and −∞ are among those of floats.
            Check(g, random, r => r.Next(12) == 0 ? float.NaN : r.Next(4) == 0 ? float.NegativeInfinity : r.Next(5));
            Check(g, random, r => r.Next(12) == 0 ? double.NaN : r.Next(9) == 0 ? double.PositiveInfinity : r.NextDouble());
            Check(g, random, r => r.Next(3) == 0 ? int.MinValue : r.Next(-4, 4));
            Check(g, random, r => r.Next(3) == 0 ? long.MinValue : r.NextInt64());
        }
    }

    [Fact]
    public void TheFirstOfEqualElementsWins()
    {
        (float[] y, long[] winners) = Pool([1, 3, 3, 1, 3, 3, 2, 0], width: 4);
        Assert.Equal([3f, 3f], y);
        Assert.Equal([1L, 2L], winners);
    }

    [Fact]
    public void TheFirstNaNWins()
    {
        (float[] y, long[] winners) = Pool([1, float.PositiveInfinity, 5, 5, float.NaN, float.NaN, 5, float.NaN], width: 4);
        Assert.Equal([float.NaN, float.NaN], y);
        Assert.Equal([4L, 7L], winners);
    }

    [Fact]
    public void PaddingNeverWins()
    {
        ConvolutionGeometry g = ConvolutionGeometries.Square(1, 1, 1, 2, 3, padding: 1);
        KernelArray<float> x = new(4);
        x.Span.Fill(float.NegativeInfinity);
        KernelArray<float> y = new(4);
        KernelArray<long> winners = new(4);
        MaxPooling.Run(x.Pointer, y.Pointer, winners.Pointer, in g);
        Assert.Equal([0L, 0L, 0L, 0L], winners.Span.ToArray());
        Assert.Equal(x.Span.ToArray(), y.Span.ToArray());
    }

    [Fact]
    public void BitsDoNotDependOnTheThreads()
    {
        ConvolutionGeometry g = ConvolutionGeometries.Square(3, 7, 7, 31, 3, stride: 2, padding: 1);
        KernelArray<float> x = new KernelArray<float>(3 * 7 * 31 * 31).FillRandom(new Random(2));
        KernelArray<float> y = new(3 * 7 * g.OutHeight * g.OutWidth);
        KernelArray<long> winners = new(y.Length);
        byte[][]? first = null;
        foreach (int threads in new[] { 1, 2, 4 })
        {
            using ThreadCount count = new(threads);
            MaxPooling.Run(x.Pointer, y.Pointer, winners.Pointer, in g);
            byte[][] bits = [y.Bytes(), winners.Bytes()];
            first ??= bits;
            Assert.Equal(first, bits);
        }
    }

    [Fact]
    public void SteadyStateAllocatesNothing()
    {
        using ThreadCount one = new(1);
        ConvolutionGeometry g = ConvolutionGeometries.Square(2, 3, 3, 9, 2, stride: 2);
        KernelArray<float> x = new(2 * 3 * 81);
        KernelArray<float> y = new(2 * 3 * 16);
        KernelArray<long> winners = new(y.Length);
        Assert.Equal(0, Allocations.OfOneRun(() => MaxPooling.Run(x.Pointer, y.Pointer, winners.Pointer, in g)));
    }

    private static (float[] Y, long[] Winners) Pool(float[] values, int width)
    {
        ConvolutionGeometry g = ConvolutionGeometries.Complete(new()
        {
            Batch = 1,
            InChannels = 1,
            OutChannels = 1,
            Height = values.Length / width,
            Width = width,
            KernelHeight = 2,
            KernelWidth = 2,
            StrideHeight = 2,
            StrideWidth = 2,
            DilationHeight = 1,
            DilationWidth = 1,
            Groups = 1,
        });
        KernelArray<float> x = new(values.Length);
        values.CopyTo(x.Span);
        KernelArray<float> y = new(g.OutHeight * g.OutWidth);
        KernelArray<long> winners = new(y.Length);
        MaxPooling.Run(x.Pointer, y.Pointer, winners.Pointer, in g);
        return (y.Span.ToArray(), winners.Span.ToArray());
    }

    private static ConvolutionGeometry RandomGeometry(Random random)
    {
        int channels = random.Next(1, 4);
        int kernelHeight = random.Next(1, 4);
        int kernelWidth = random.Next(1, 4);

        // The input is no smaller than the window, and the padding at most half of the kernel: no window lies in the padding alone.
        ConvolutionGeometry g = new()
        {
            Batch = random.Next(1, 4),
            InChannels = channels,
            OutChannels = channels,
            KernelHeight = kernelHeight,
            KernelWidth = kernelWidth,
            StrideHeight = random.Next(1, 4),
            StrideWidth = random.Next(1, 4),
            PaddingHeight = random.Next(0, (kernelHeight / 2) + 1),
            PaddingWidth = random.Next(0, (kernelWidth / 2) + 1),
            DilationHeight = random.Next(1, 3),
            DilationWidth = random.Next(1, 3),
            Groups = 1,
        };
        return ConvolutionGeometries.Complete(g with
        {
            Height = random.Next(((kernelHeight - 1) * g.DilationHeight) + 1, 12),
            Width = random.Next(((kernelWidth - 1) * g.DilationWidth) + 1, random.Next(3) == 0 ? 50 : 12),
        });
    }

    private static void Check<T>(in ConvolutionGeometry g, Random random, Func<Random, T> draw)
        where T : unmanaged, INumber<T>
    {
        KernelArray<T> x = new(g.Batch * g.InChannels * g.Height * g.Width);
        foreach (ref T value in x.Span)
        {
            value = draw(random);
        }

        KernelArray<T> y = new(g.Batch * g.InChannels * g.OutHeight * g.OutWidth);
        KernelArray<long> winners = new(y.Length);
        MaxPooling.Run(x.Pointer, y.Pointer, winners.Pointer, in g);
        Assert.True(y.IsGuarded && winners.IsGuarded, $"{g}: wrote beyond an array");
        for (int i = 0; i < y.Length; i++)
        {
            ReadOnlySpan<T> plane = x.Span.Slice(i / (g.OutHeight * g.OutWidth) * g.Height * g.Width, g.Height * g.Width);
            int expected = Winner(plane, i / g.OutWidth % g.OutHeight, i % g.OutWidth, in g);
            Assert.True(expected == winners.Span[i], $"{g}: winner {i} is {winners.Span[i]}, not {expected}");
            Assert.Equal(plane[expected], y.Span[i]);
        }
    }

    private static int Winner<T>(ReadOnlySpan<T> plane, int row, int column, in ConvolutionGeometry g)
        where T : unmanaged, INumber<T>
    {
        int winner = -1;
        for (int i = 0; i < g.KernelHeight; i++)
        {
            for (int j = 0; j < g.KernelWidth; j++)
            {
                int y = (row * g.StrideHeight) + (i * g.DilationHeight) - g.PaddingHeight;
                int x = (column * g.StrideWidth) + (j * g.DilationWidth) - g.PaddingWidth;
                if (y < 0 || x < 0 || y >= g.Height || x >= g.Width)
                {
                    continue;
                }

                int place = (y * g.Width) + x;
                bool wins = winner < 0 || plane[place] > plane[winner] || (T.IsNaN(plane[place]) && !T.IsNaN(plane[winner]));
                winner = wins ? place : winner;
            }
        }

        return winner;
    }
}
