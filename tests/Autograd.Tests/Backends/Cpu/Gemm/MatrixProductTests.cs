using System.Numerics;
using System.Runtime.InteropServices;
using Autograd.Backends.Cpu.Gemm;
using Xunit;

namespace Autograd.Tests.Backends.Cpu.Gemm;

[Collection(PoolCollection.Name)]
public unsafe class MatrixProductTests
{
    private const double FloatRoundoff = 1.0 / (1 << 24);
    private const double DoubleRoundoff = FloatRoundoff / (1 << 29);

    public static TheoryData<string> Kernels => GemmKernels.Names;

    [Theory, MemberData(nameof(Kernels))]
    public void RandomProductsAreWithinTheErrorBound(string kernel)
    {
        Random random = new(1);
        for (int i = 0; i < 250; i++)
        {
            GemmCase c = GemmCase.Draw(random, i < 200 ? 70 : 180);
            Check<float>(kernel, c, FloatRoundoff);
            Check<double>(kernel, c, DoubleRoundoff);
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void EveryEdgeOfATileIsWithinTheErrorBound(string kernel)
    {
        for (int m = 1; m <= 16; m++)
        {
            for (int n = 1; n <= 35; n++)
            {
                Check<float>(kernel, new GemmCase(m, n, 3, Accumulate: (m & 1) == 0, Bias: (n & 1) == 0, CPadding: n % 3), FloatRoundoff);
                Check<double>(kernel, new GemmCase(m, n, 3, B: Layout.Columns, Accumulate: (m & 1) == 0), DoubleRoundoff);
            }
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void EveryRemainderOfTheSumsLengthIsWithinTheErrorBound(string kernel)
    {
        for (int k = 1; k <= 11; k++)
        {
            foreach (Layout layout in new[] { Layout.Rows, Layout.Columns, Layout.Strided })
            {
                Check<float>(kernel, new GemmCase(13, 21, k, layout), FloatRoundoff);
                Check<double>(kernel, new GemmCase(13, 21, k, layout, Accumulate: true), DoubleRoundoff);
            }
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void EveryWidthOfTheLastPackedPanelIsWithinTheErrorBound(string kernel)
    {
        for (int n = 128; n < 160; n++)
        {
            Check<float>(kernel, new GemmCase(29, n, 105, Bias: (n & 1) == 0), FloatRoundoff);
            Check<double>(kernel, new GemmCase(29, n, 105, Accumulate: (n & 1) == 0), DoubleRoundoff);
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void EveryHeightOfTheLastPackedPanelIsWithinTheErrorBound(string kernel)
    {
        for (int m = 126; m < 140; m++)
        {
            Check<float>(kernel, new GemmCase(m, 136, 103, Layout.Columns), FloatRoundoff);
            Check<double>(kernel, new GemmCase(m, 136, 103, Layout.Columns), DoubleRoundoff);
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void EveryElementIsFinishedOnceAndAfterItsSum(string kernel)
    {
        GemmCase[] cases =
        [
            new(7, 40, 5), new(1, 300, 9), new(90, 1, 4), new(1, 1, 3), new(5, 6, 0), new(30, 50, 1000, Bias: true), new(3000, 20, 3), new(20, 2100, 3),
            new(13, 33, 40, Layout.Columns, Layout.Columns, Accumulate: true, CPadding: 3), new(6, 20, 4, Batch: 5), new(6, 20, 4, Batch: 20, SharedB: true),
        ];
        foreach (GemmCase c in cases)
        {
            using GemmMemory<float> memory = new(c, new Random(1));
            GemmArguments<float> g = memory.Arguments;
            GemmKernels.Get<float>(kernel)(in g);
            float[] sums = memory.Result;
            foreach (int threads in new[] { 1, 3 })
            {
                using ThreadCount count = new(threads);
                memory.Reset();
                float scale = 1e6f;
                g.Finish = &Mark;
                g.Context = &scale;
                GemmKernels.Get<float>(kernel)(in g);
                float[] finished = memory.Result;
                int itemLength = c.M * (c.N + c.CPadding);
                for (int i = 0; i < finished.Length; i++)
                {
                    (int row, int column) = Math.DivRem(i % itemLength, c.N + c.CPadding);
                    Assert.Equal(column < c.N ? (sums[i] * scale) + (row * 10) + column : sums[i], finished[i]);
                }
            }
        }

        static void Mark(float* c, nint cRow, int rows, int columns, int row, int column, void* context)
        {
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    c[(i * cRow) + j] = (c[(i * cRow) + j] * *(float*)context) + ((row + i) * 10) + (column + j);
                }
            }
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void BlockedAndPackedProductsAreWithinTheErrorBound(string kernel)
    {
        GemmCase[] cases =
        [
            new(50, 2100, 3, Bias: true),
            new(2100, 50, 5, Layout.Columns, Layout.Columns, Accumulate: true),
            new(33, 47, 1500, Bias: true, Accumulate: true),
            new(60, 260, 490, Layout.Columns, Layout.PaddedRows, Bias: true),
            new(90, 170, 490, Layout.Strided, Layout.Strided, Accumulate: true, CPadding: 3),
            new(50, 90, 1000, Layout.Rows, Layout.Columns, Batch: 2, Bias: true),
            new(60, 400, 600, Layout.Rows, Layout.Rows, Accumulate: true),
            new(1, 1000, 700, B: Layout.Columns, Bias: true),
            new(1, 1000, 700, Accumulate: true),
            new(1000, 1, 700, Bias: true, Accumulate: true),
            new(1000, 1, 700, Layout.Columns, Layout.Strided),
        ];
        foreach (GemmCase c in cases)
        {
            Check<float>(kernel, c, FloatRoundoff);
            Check<double>(kernel, c, DoubleRoundoff);
        }
    }

    /// <summary>A vector's products: every count of columns around a register and a group of rows, sums around a line and a block of depth.</summary>
    [Theory, MemberData(nameof(Kernels))]
    public void VectorsTimesMatricesAreWithinTheErrorBound(string kernel)
    {
        foreach (int n in new[] { 7, 8, 9, 15, 16, 31, 33, 40, 127, 128, 131, 300 })
        {
            foreach (int k in new[] { 1, 3, 16, 17, 384, 385, 900 })
            {
                foreach (Layout layout in new[] { Layout.Rows, Layout.Columns })
                {
                    GemmCase row = new(1, n, k, layout == Layout.Rows ? Layout.Rows : Layout.Strided, layout, Accumulate: n % 2 == 0, Bias: k % 2 == 0);
                    GemmCase column = new(n, 1, k, layout, Layout.Rows, Accumulate: k % 2 == 0, Bias: n % 2 == 0);
                    Check<float>(kernel, row, FloatRoundoff);
                    Check<double>(kernel, row, DoubleRoundoff);
                    Check<float>(kernel, column, FloatRoundoff);
                    Check<double>(kernel, column, DoubleRoundoff);
                }
            }
        }
    }

    /// <summary>A row alone has the bits that it has among others, whichever way the matrix lies.</summary>
    [Theory, MemberData(nameof(Kernels))]
    public void ARowAloneHasTheSameBits(string kernel)
    {
        foreach (Layout layout in new[] { Layout.Rows, Layout.Columns })
        {
            using GemmMemory<float> memory = new(new GemmCase(20, 301, 900, B: layout), new Random(4));
            GemmArguments<float> g = memory.Arguments;
            GemmKernels.Get<float>(kernel)(g);
            float[] all = memory.Result;
            float[] alone = new float[301];
            fixed (float* p = alone)
            {
                g.M = 1;
                g.A += 13 * g.ARow;
                g.C = p;
                GemmKernels.Get<float>(kernel)(g);
            }

            Assert.Equal(all.AsSpan(13 * 301, 301).ToArray(), alone);
        }
    }

    [Fact]
    public void TheChosenKernelIsUsedForBothTypes()
    {
        Random random = new(5);
        using GemmMemory<float> single = new(new GemmCase(40, 50, 60, Bias: true), random);
        MatrixProduct.Multiply(single.Arguments);
        single.AssertResult(FloatRoundoff);
        using GemmMemory<double> both = new(new GemmCase(40, 50, 60, Bias: true), random);
        MatrixProduct.Multiply(both.Arguments);
        both.AssertResult(DoubleRoundoff);
    }

    [Fact]
    public void TheReferenceMultipliesIntegersAndWrapsAround()
    {
        int[] a = [1, 2, int.MaxValue, 4], b = [5, 6, 7, 8], c = [100, 100, 100, 100], bias = [1, 2];
        fixed (int* pa = a, pb = b, pc = c, pBias = bias)
        {
            GemmArguments<int> g = new() { M = 2, N = 2, K = 2, Accumulate = true, Bias = pBias };
            g.A = pa;
            g.B = pb;
            g.C = pc;
            g.ARow = g.BRow = g.CRow = 2;
            g.AColumn = g.BColumn = 1;
            MatrixProduct.MultiplyReference(in g);
        }

        Assert.Equal([100 + 19 + 1, 100 + 22 + 2, unchecked((int.MaxValue * 5) + 28 + 101), unchecked((int.MaxValue * 6) + 32 + 102)], c);
    }

    [Theory, MemberData(nameof(Kernels))]
    public void EveryThreadCountGivesTheSameBits(string kernel)
    {
        GemmCase[] cases =
        [
            new(40, 250, 1000, Bias: true),
            new(57, 129, 1000, Layout.Columns, Layout.Columns, Accumulate: true),
            new(70, 70, 40, Batch: 20, B: Layout.Columns),
            new(110, 130, 150, Batch: 3, SharedB: true),
            new(1, 3000, 400, B: Layout.Columns),
            new(3000, 1, 400, Bias: true),
        ];
        using ThreadCount restore = new(1);
        foreach (GemmCase c in cases)
        {
            SameBits<float>(kernel, c);
            SameBits<double>(kernel, c);
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void AnElementsBitsDoNotDependOnTheOtherRowsAndColumns(string kernel)
    {
        // The promise behind "same bits whatever the batch": each element is one chain of multiply-adds over k.
        using GemmMemory<float> memory = new(new GemmCase(67, 83, 900), new Random(3));
        GemmArguments<float> g = memory.Arguments;
        GemmKernels.Get<float>(kernel)(g);
        float[] all = memory.Result;
        foreach ((int row, int column, int m, int n) in new[] { (0, 0, 1, 1), (66, 82, 1, 1), (5, 7, 1, 76), (40, 31, 20, 1), (13, 17, 30, 40) })
        {
            GemmArguments<float> part = g;
            part.M = m;
            part.N = n;
            part.A += row * g.ARow;
            part.B += column * g.BColumn;
            float[] c = new float[m * n];
            fixed (float* p = c)
            {
                part.C = p;
                part.CRow = n;
                GemmKernels.Get<float>(kernel)(part);
            }

            for (int i = 0; i < c.Length; i++)
            {
                Assert.Equal(Bits(all[((row + (i / n)) * 83) + column + (i % n)]), Bits(c[i]));
            }
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void FewColumnsOfATransposedOperandHaveTheBitsOfMany(string kernel)
    {
        using GemmMemory<float> memory = new(new GemmCase(67, 83, 900) { A = Layout.Columns }, new Random(4));
        GemmArguments<float> g = memory.Arguments;
        Assert.Equal(1, g.ARow);
        GemmKernels.Get<float>(kernel)(g);
        float[] all = memory.Result;
        foreach (var columns in new[] { 2, 3, 4, 7, 8, 9 })
        {
            GemmArguments<float> part = g;
            part.N = columns;
            part.B += 5 * g.BColumn;
            float[] c = new float[67 * columns];
            fixed (float* p = c)
            {
                part.C = p;
                part.CRow = columns;
                GemmKernels.Get<float>(kernel)(part);
            }

            for (int i = 0; i < c.Length; i++)
            {
                Assert.Equal(Bits(all[(i / columns * 83) + 5 + (i % columns)]), Bits(c[i]));
            }
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void EmptySumsGiveZerosAndTheAddends(string kernel)
    {
        float[] c = [1, 2, 3, 4, 5, 6], bias = [10, 20, 30];
        fixed (float* pc = c, pBias = bias)
        {
            GemmArguments<float> g = new() { M = 2, N = 3, K = 0, C = pc, CRow = 3, Accumulate = true, Bias = pBias };
            GemmKernels.Get<float>(kernel)(g);
            Assert.Equal([11, 22, 33, 14, 25, 36], c);
            g.Accumulate = false;
            GemmKernels.Get<float>(kernel)(g);
            Assert.Equal([10, 20, 30, 10, 20, 30], c);
            g.Bias = null;
            GemmKernels.Get<float>(kernel)(g);
            Assert.Equal(new float[6], c);
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void EmptyResultsTouchNothing(string kernel)
    {
        foreach ((int m, int n, int batch) in new[] { (0, 3, 1), (3, 0, 1), (3, 3, 0) })
        {
            GemmKernels.Get<double>(kernel)(new GemmArguments<double> { M = m, N = n, K = 4, Batch = batch });
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void NaNAndInfinityReachExactlyTheElementsTheyShould(string kernel)
    {
        foreach (Layout layout in new[] { Layout.Rows, Layout.Columns })
        {
            foreach ((int m, int n, int k) in new[] { (3, 5, 4), (17, 37, 33), (1, 40, 20), (40, 1, 20), (60, 190, 1100) })
            {
                using GemmMemory<float> memory = new(new GemmCase(m, n, k, layout, layout), new Random(7));
                GemmArguments<float> g = memory.Arguments;
                g.A[((m - 1) * g.ARow) + ((k - 1) * g.AColumn)] = float.NaN;
                g.B[(k / 2 * g.BRow) + ((n - 1) * g.BColumn)] = float.PositiveInfinity;
                if (m > 1)
                {
                    g.A[k / 2 * g.AColumn] = 0;
                }

                GemmKernels.Get<float>(kernel)(g);
                for (int row = 0; row < m; row++)
                {
                    for (int column = 0; column < n; column++)
                    {
                        float value = g.C[(row * g.CRow) + column];
                        bool zeroTimesInfinity = m > 1 && row == 0 && column == n - 1;
                        Assert.Equal(row == m - 1 || zeroTimesInfinity, float.IsNaN(value));
                        Assert.Equal(column == n - 1 && row != m - 1 && !zeroTimesInfinity, float.IsInfinity(value));
                    }
                }
            }
        }
    }

    [Fact]
    public void NothingIsAllocatedOnceTheScratchIsThere()
    {
        using ThreadCount two = new(2);
        using GemmMemory<float> packed = new(new GemmCase(60, 300, 900, B: Layout.Columns, Bias: true), new Random(9));
        using GemmMemory<float> batch = new(new GemmCase(20, 20, 20, Batch: 30), new Random(9));
        GemmArguments<float> p = packed.Arguments, b = batch.Arguments;
        MatrixProduct.Multiply(in p);
        MatrixProduct.Multiply(in b);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
        {
            MatrixProduct.Multiply(in p);
            MatrixProduct.Multiply(in b);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Check<T>(string kernel, GemmCase c, double unitRoundoff)
        where T : unmanaged, INumber<T>
    {
        using GemmMemory<T> memory = new(c, new Random(c.GetHashCode() & 0xff));
        GemmKernels.Get<T>(kernel)(memory.Arguments);
        memory.AssertResult(unitRoundoff);
    }

    private static void SameBits<T>(string kernel, GemmCase c)
        where T : unmanaged, INumber<T>
    {
        using GemmMemory<T> memory = new(c, new Random(11));
        AutogradOptions.Threads = 1;
        GemmKernels.Get<T>(kernel)(memory.Arguments);
        T[] one = memory.Result;
        foreach (int threads in new[] { 2, 4, 16 })
        {
            AutogradOptions.Threads = threads;
            for (int repeat = 0; repeat < 2; repeat++)
            {
                memory.Reset();
                GemmKernels.Get<T>(kernel)(memory.Arguments);
                Assert.True(
                    MemoryMarshal.AsBytes<T>(one).SequenceEqual(MemoryMarshal.AsBytes<T>(memory.Result)), $"{c} on {threads} threads");
            }
        }
    }

    private static int Bits(float value) => BitConverter.SingleToInt32Bits(value);
}
