using System.Numerics;
using Autograd.Backends.Cpu.CrossEntropy;
using Xunit;

namespace Autograd.Tests.Backends.Cpu;

[Collection(PoolCollection.Name)]
public unsafe class SoftmaxCrossEntropyTests
{
    private const long Ignored = -100;

    [Fact]
    public void RowsAgreeWithTheDefinition()
    {
        Random random = new(1);
        foreach (int classes in new[] { 1, 2, 3, 7, 8, 9, 10, 15, 16, 17, 31, 32, 33, 47, 48, 64, 100, 1000 })
        {
            foreach (int rows in new[] { 1, 2, 15, 16, 17, 60 })
            {
                foreach (double spread in new[] { 0.0, 1.0, 30.0, 3000.0 })
                {
                    Check<float>(random, rows, classes, spread, 2e-6);
                    Check<double>(random, rows, classes, spread, 4e-15);
                }
            }
        }
    }

    [Fact]
    public void ACommonSizeOfTheLogitsIsNotLost()
    {
        (float loss, float logSumExp, float[] dx) = Row([10000f, 9998f, 9990f], 0);
        Assert.Equal(Math.Log(1 + Math.Exp(-2) + Math.Exp(-10)), loss, 1e-6);
        Assert.Equal(10000.127f, logSumExp, 1e-2f);
        Assert.Equal(-0.12f, dx[0], 1e-3f);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(1)]
    [InlineData(40)]
    public void InfiniteLogits(int classes)
    {
        float[] x = new float[classes];
        x.AsSpan().Fill(float.NegativeInfinity);
        (float loss, float logSumExp, float[] dx) = Row(x, classes - 1);
        Assert.Equal(float.NegativeInfinity, logSumExp);
        Assert.Equal(float.NaN, loss);
        Assert.All(dx, d => Assert.Equal(float.NaN, d));

        x[0] = float.PositiveInfinity;
        (loss, logSumExp, _) = Row(x, classes - 1);
        Assert.Equal(float.PositiveInfinity, logSumExp);
        Assert.Equal(classes == 1 ? float.NaN : float.PositiveInfinity, loss);

        x[0] = float.NaN;
        (loss, logSumExp, _) = Row(x, classes - 1);
        Assert.Equal(float.NaN, logSumExp);
        Assert.Equal(float.NaN, loss);
    }

    [Fact]
    public void AnImpossibleTargetCostsInfinitely()
    {
        (float loss, float logSumExp, float[] dx) = Row([0f, float.NegativeInfinity, 0f], 1);
        Assert.Equal(float.PositiveInfinity, loss);
        Assert.Equal(MathF.Log(2), logSumExp, 1e-6f);
        Assert.Equal([0.5f, -1f, 0.5f], dx);
    }

    [Fact]
    public void OneClassIsCertain()
    {
        (float loss, float logSumExp, float[] dx) = Row([3.5f], 0);
        Assert.Equal(0f, loss);
        Assert.Equal(3.5f, logSumExp);
        Assert.Equal([0f], dx);
    }

    [Fact]
    public void IgnoredRowsCountForNothing()
    {
        (float loss, float logSumExp, float[] dx) = Row([1f, float.NaN, float.PositiveInfinity], Ignored);
        Assert.Equal(0f, loss);
        Assert.Equal(float.NaN, logSumExp);
        Assert.Equal([0f, 0f, 0f], dx);
    }

    [Fact]
    public void AZeroCotangentIsAStrongZero()
    {
        Arrays<float> a = new(1, 2);
        a.X.Span.Fill(float.NaN);
        a.Targets.Span.Clear();
        a.DLosses.Span.Clear();
        a.Run();
        Assert.Equal([0f, 0f], a.Dx.Span.ToArray());
    }

    [Fact]
    public void ARowDoesNotDependOnItsPlaceOrTheThreads()
    {
        const int Rows = 900;
        const int Classes = 37;
        Arrays<float> a = new(Rows, Classes);
        a.X.FillRandom(new Random(3));
        a.DLosses.Span.Fill(0.3f);
        for (int row = 1; row < Rows; row++)
        {
            a.X.Span[..Classes].CopyTo(a.X.Span[(row * Classes)..]);
        }

        a.Targets.Span.Fill(5);
        foreach (int threads in new[] { 1, 2, 4 })
        {
            using ThreadCount count = new(threads);
            a.Run();
            Assert.Equal(-1, a.Losses.Span.IndexOfAnyExcept(a.Losses.Span[0]));
            Assert.Equal(-1, a.LogSumExps.Span.IndexOfAnyExcept(a.LogSumExps.Span[0]));
            for (int row = 1; row < Rows; row++)
            {
                Assert.True(a.Dx.Span[..Classes].SequenceEqual(a.Dx.Span.Slice(row * Classes, Classes)));
            }
        }
    }

    [Fact]
    public void SteadyStateAllocatesNothing()
    {
        using ThreadCount one = new(1);
        Arrays<double> a = new(20, 10);
        a.X.Span.Clear();
        a.Targets.Span.Clear();
        Assert.Equal(0, Allocations.OfOneRun(a.Run));
    }

    private static (float Loss, float LogSumExp, float[] Dx) Row(float[] logits, long target)
    {
        Arrays<float> a = new(1, logits.Length);
        logits.CopyTo(a.X.Span);
        a.Targets.Span[0] = target;
        a.DLosses.Span[0] = 1;
        a.Run();
        return (a.Losses.Span[0], a.LogSumExps.Span[0], a.Dx.Span.ToArray());
    }

    private static void Check<T>(Random random, int rows, int classes, double spread, double tolerance)
        where T : unmanaged, INumberBase<T>
    {
        Arrays<T> a = new(rows, classes);
        foreach (ref T x in a.X.Span)
        {
            x = T.CreateChecked((float)((random.NextDouble() - 0.5) * spread));
        }

        a.DLosses.FillRandom(random);
        foreach (ref long target in a.Targets.Span)
        {
            target = random.Next(10) == 0 ? Ignored : random.Next(classes);
        }

        a.Run();
        Assert.True(a.Losses.IsGuarded && a.LogSumExps.IsGuarded && a.Dx.IsGuarded, $"{rows}×{classes}: wrote beyond an array");
        for (int row = 0; row < rows; row++)
        {
            double[] x = a.X.Span.Slice(row * classes, classes).ToArray().Select(double.CreateChecked).ToArray();
            double most = x.Max();
            double rest = Math.Log(x.Sum(v => Math.Exp(v - most)));
            double logSumExp = most + rest;
            long target = a.Targets.Span[row];
            double loss = target == Ignored ? 0 : most - x[target] + rest;
            AssertNear(logSumExp, a.LogSumExps.Span[row], tolerance * (1 + Math.Abs(logSumExp)));
            AssertNear(loss, a.Losses.Span[row], tolerance * (1 + Math.Abs(loss)));
            double scale = double.CreateChecked(a.DLosses.Span[row]);
            for (int c = 0; c < classes; c++)
            {
                double dx = target == Ignored ? 0 : scale * (Math.Exp(x[c] - logSumExp) - (c == target ? 1 : 0));

                // The exponent carries the rounding of the logsumexp, which grows with the logits.
                AssertNear(dx, a.Dx.Span[(row * classes) + c], tolerance * (1 + Math.Abs(logSumExp)));
            }
        }
    }

    private static void AssertNear<T>(double expected, T actual, double tolerance)
        where T : unmanaged, INumberBase<T> =>
        Assert.True(Math.Abs(expected - double.CreateChecked(actual)) <= tolerance, $"{actual} is not {expected} within {tolerance}");

    private sealed class Arrays<T>(int rows, int classes)
        where T : unmanaged, INumberBase<T>
    {
        public KernelArray<T> X { get; } = new(rows * classes);

        public KernelArray<long> Targets { get; } = new(rows);

        public KernelArray<T> Losses { get; } = new(rows);

        public KernelArray<T> LogSumExps { get; } = new(rows);

        public KernelArray<T> DLosses { get; } = new(rows);

        public KernelArray<T> Dx { get; } = new(rows * classes);

        public void Run()
        {
            CrossEntropyArguments<T> arguments = new()
            {
                Rows = rows,
                Classes = classes,
                X = X.Pointer,
                Targets = Targets.Pointer,
                Ignored = Ignored,
                Losses = Losses.Pointer,
                LogSumExps = LogSumExps.Pointer,
                DLosses = DLosses.Pointer,
                Dx = Dx.Pointer,
            };
            SoftmaxCrossEntropy.Forward(in arguments);
            SoftmaxCrossEntropy.Backward(in arguments);
        }
    }
}
