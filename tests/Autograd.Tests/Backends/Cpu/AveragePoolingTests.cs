using System.Numerics;
using Autograd.Backends;
using Autograd.Backends.Cpu.Pooling;
using Xunit;

namespace Autograd.Tests.Backends.Cpu;

[Collection(PoolCollection.Name)]
public unsafe class AveragePoolingTests
{
    [Fact]
    public void RandomWindowsAgreeWithTheDefinition()
    {
        Random random = new(1);
        for (int i = 0; i < 200; i++)
        {
            int planes = random.Next(1, 4);
            PoolingWindows rows = RandomWindows(random, 12);
            PoolingWindows columns = RandomWindows(random, random.Next(3) == 0 ? 60 : 12);
            Check<float>(planes, rows, columns, random, 1e-5);
            Check<double>(planes, rows, columns, random, 1e-13);
        }
    }

    [Fact]
    public void BitsDoNotDependOnTheThreads()
    {
        PoolingWindows rows = PoolingWindows.Regular(41, 3, 2, 1, roundsUp: false, countsPadding: true);
        PoolingWindows columns = PoolingWindows.Even(37, 5);
        KernelArray<float> x = new KernelArray<float>(21 * 41 * 37).FillRandom(new Random(2));
        KernelArray<float> y = new(21 * rows.Count * columns.Count);
        KernelArray<float> dx = new(x.Length);
        byte[][]? first = null;
        foreach (int threads in new[] { 1, 2, 4 })
        {
            using ThreadCount count = new(threads);
            AveragePooling.Run(x.Pointer, y.Pointer, 21, in rows, in columns);
            AveragePooling.Gradient(y.Pointer, dx.Pointer, 21, in rows, in columns);
            byte[][] bits = [y.Bytes(), dx.Bytes()];
            first ??= bits;
            Assert.Equal(first, bits);
        }
    }

    [Fact]
    public void SteadyStateAllocatesNothing()
    {
        using ThreadCount one = new(1);
        PoolingWindows windows = PoolingWindows.Regular(9, 2, 2, 0, roundsUp: false, countsPadding: true);
        KernelArray<float> x = new(6 * 81);
        KernelArray<float> y = new(6 * 16);
        Assert.Equal(0, Allocations.OfOneRun(() => AveragePooling.Run(x.Pointer, y.Pointer, 6, in windows, in windows)));
        Assert.Equal(0, Allocations.OfOneRun(() => AveragePooling.Gradient(y.Pointer, x.Pointer, 6, in windows, in windows)));
    }

    [Fact]
    public void WindowsThatDivideEvenlyAreRegular()
    {
        Assert.True(PoolingWindows.Even(12, 4).IsRegular);
        Assert.False(PoolingWindows.Even(12, 5).IsRegular);
        Assert.True(PoolingWindows.Even(7, 1).IsWhole);
        Assert.True(PoolingWindows.Regular(4, 4, 1, 0, roundsUp: false, countsPadding: true).IsWhole);
        Assert.False(PoolingWindows.Regular(2, 4, 1, 1, roundsUp: false, countsPadding: true).IsWhole);
        Assert.False(PoolingWindows.Regular(5, 4, 4, 0, roundsUp: false, countsPadding: true).IsWhole);
    }

    private static PoolingWindows RandomWindows(Random random, int longest)
    {
        int size = random.Next(1, 5);
        int length = random.Next(size, longest + 1);
        return random.Next(3) == 0
            ? PoolingWindows.Even(length, random.Next(1, length + 3))
            : PoolingWindows.Regular(length, size, random.Next(1, 5), random.Next(0, (size / 2) + 1), random.Next(2) == 0, random.Next(2) == 0);
    }

    private static void Check<T>(int planes, PoolingWindows rows, PoolingWindows columns, Random random, double tolerance)
        where T : unmanaged, INumber<T>
    {
        KernelArray<T> x = new(planes * rows.Length * columns.Length);
        KernelArray<T> y = new(planes * rows.Count * columns.Count);
        KernelArray<T> dx = new(x.Length);
        foreach (ref T value in x.Span)
        {
            value = T.CreateTruncating(random.NextDouble());
        }

        AveragePooling.Run(x.Pointer, y.Pointer, planes, in rows, in columns);
        AveragePooling.Gradient(y.Pointer, dx.Pointer, planes, in rows, in columns);
        Assert.True(y.IsGuarded && dx.IsGuarded, $"{rows}, {columns}: wrote beyond an array");
        double[] sums = new double[dx.Length];
        for (int i = 0; i < y.Length; i++)
        {
            int plane = i / (rows.Count * columns.Count);
            int row = i / columns.Count % rows.Count;
            int column = i % columns.Count;
            double share = 1.0 / (rows.Divisor(row) * columns.Divisor(column));
            double sum = 0;
            for (int h = rows.Start(row); h < rows.End(row); h++)
            {
                for (int w = columns.Start(column); w < columns.End(column); w++)
                {
                    int place = (((plane * rows.Length) + h) * columns.Length) + w;
                    sum += double.CreateTruncating(x.Span[place]);
                    sums[place] += share * double.CreateTruncating(y.Span[i]);
                }
            }

            Assert.Equal(sum * share, double.CreateTruncating(y.Span[i]), tolerance);
        }

        for (int i = 0; i < sums.Length; i++)
        {
            Assert.Equal(sums[i], double.CreateTruncating(dx.Span[i]), tolerance);
        }
    }
}
