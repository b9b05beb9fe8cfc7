using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Autograd.Backends.Cpu.Gemm;
using Xunit;

namespace Autograd.Tests.Backends.Cpu.Gemm;

/// <summary>A case's operands, filled with random numbers, and a result surrounded by guards that must survive.</summary>
internal sealed unsafe class GemmMemory<T> : IDisposable
    where T : unmanaged, INumber<T>
{
    private const int Guard = 64;
    private static readonly T GuardValue = T.CreateChecked(12345);

    private readonly GemmCase _case;
    private readonly T* _a;
    private readonly T* _b;
    private readonly T* _c;
    private readonly T* _bias;
    private readonly T[] _before;
    private readonly nint _cItem;

    public GemmMemory(GemmCase c, Random random)
    {
        _case = c;
        nint aItem = Strides(c.A, c.M, c.K, out nint aRow, out nint aColumn);
        nint bItem = Strides(c.B, c.K, c.N, out nint bRow, out nint bColumn);
        nint cRow = c.N + c.CPadding;
        _cItem = c.M * cRow;
        _a = Random(random, aItem * c.Batch);
        _b = Random(random, bItem * c.Batch);
        _bias = Random(random, c.N);
        _before = new T[_cItem * c.Batch];
        fixed (T* before = _before)
        {
            Fill(before, _before.Length, (ulong)random.NextInt64());
        }

        _c = Allocate((_cItem * c.Batch) + (2 * Guard)) + Guard;
        Arguments = new GemmArguments<T>
        {
            M = c.M,
            N = c.N,
            K = c.K,
            A = _a,
            ARow = aRow,
            AColumn = aColumn,
            ABatch = c.SharedA ? 0 : aItem,
            B = _b,
            BRow = bRow,
            BColumn = bColumn,
            BBatch = c.SharedB ? 0 : bItem,
            C = _c,
            CRow = cRow,
            CBatch = _cItem,
            Batch = c.Batch,
            Accumulate = c.Accumulate,
            Bias = c.Bias ? _bias : null,
        };
        Reset();
    }

    public GemmArguments<T> Arguments { get; }

    public T[] Result => new Span<T>(_c, (int)(_cItem * _case.Batch)).ToArray();

    public void Reset()
    {
        new Span<T>(_c - Guard, (int)(_cItem * _case.Batch) + (2 * Guard)).Fill(GuardValue);
        _before.CopyTo(new Span<T>(_c, _before.Length));
    }

    /// <summary>
    /// Compares the result with the definition in double. A sum of K products in any order, fused or not, with an addend before and after,
    /// errs by at most (K + 2)·u·Σ|a·b| + 2u·(|c| + |bias|) to first order (Higham, Accuracy and Stability, 3.1); u is the unit roundoff.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AssertResult(double unitRoundoff)
    {
        GemmArguments<T> g = Arguments;
        for (int item = 0; item < g.Batch; item++)
        {
            for (int row = 0; row < g.M; row++)
            {
                for (int column = 0; column < g.CRow; column++)
                {
                    nint at = (item * g.CBatch) + (row * g.CRow) + column;
                    double actual = double.CreateChecked(_c[at]);
                    if (column >= g.N)
                    {
                        Assert.Equal(double.CreateChecked(_before[at]), actual);
                        continue;
                    }

                    (double expected, double size) = Expected(in g, item, row, column);
                    double bound = (g.K + 4) * unitRoundoff * size;
                    if (!(Math.Abs(actual - expected) <= bound))
                    {
                        Assert.Fail(string.Create(
                            CultureInfo.InvariantCulture,
                            $"{_case}: C[{item}, {row}, {column}] is {actual:R}, not {expected:R}; bound {bound:G3}"));
                    }
                }
            }
        }

        AssertGuards();
    }

    public void AssertGuards()
    {
        T[] untouched = Enumerable.Repeat(GuardValue, Guard).ToArray();
        Assert.Equal(untouched, new Span<T>(_c - Guard, Guard).ToArray());
        Assert.Equal(untouched, new Span<T>(_c + (_cItem * _case.Batch), Guard).ToArray());
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_a);
        NativeMemory.AlignedFree(_b);
        NativeMemory.AlignedFree(_bias);
        NativeMemory.AlignedFree(_c - Guard);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (double Value, double Size) Expected(in GemmArguments<T> g, int item, int row, int column)
    {
        T* a = g.A + (item * g.ABatch) + (row * g.ARow);
        T* b = g.B + (item * g.BBatch) + (column * g.BColumn);
        double sum = 0, size = 0;
        nint aStep = g.AColumn, bStep = g.BRow;
        for (int k = 0; k < g.K; k++)
        {
            double product = typeof(T) == typeof(float) ? (double)*(float*)a * *(float*)b : *(double*)a * *(double*)b;
            sum += product;
            size += Math.Abs(product);
            a += aStep;
            b += bStep;
        }

        double before = g.Accumulate ? double.CreateChecked(_before[(item * g.CBatch) + (row * g.CRow) + column]) : 0;
        double bias = g.Bias != null ? double.CreateChecked(g.Bias[column]) : 0;
        return (sum + before + bias, size + Math.Abs(before) + Math.Abs(bias));
    }

    private static nint Strides(Layout layout, int rows, int columns, out nint row, out nint column)
    {
        (row, column) = layout switch
        {
            Layout.Rows => (columns, 1),
            Layout.Columns => (1, rows),
            Layout.PaddedRows => (columns + 5, 1),
            Layout.Strided => ((columns * 3) + 1, 3),
            Layout.RepeatedRow => (0, 1),
            Layout.RepeatedColumn => (1, 0),
            _ => throw new ArgumentOutOfRangeException(nameof(layout)),
        };
        return ((rows - 1) * row) + ((columns - 1) * column) + 1;
    }

    private static T* Random(Random random, nint count)
    {
        T* values = Allocate(count);
        Fill(values, count, (ulong)random.NextInt64());
        return values;
    }

    /// <summary>Numbers in [−1, 1) from the upper bits of a linear congruential generator (Knuth's MMIX constants): quick and good enough here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill(T* values, nint count, ulong state)
    {
        for (nint i = 0; i < count; i++)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            double number = ((long)state >> 11) * (1.0 / (1L << 52));
            if (typeof(T) == typeof(float))
            {
                ((float*)values)[i] = (float)number;
            }
            else
            {
                ((double*)values)[i] = number;
            }
        }
    }

    private static T* Allocate(nint count) => (T*)NativeMemory.AlignedAlloc((nuint)(Math.Max(1, count) * sizeof(T)), 64);
}
