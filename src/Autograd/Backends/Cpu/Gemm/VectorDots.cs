using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Backends.Cpu.Gemm;

/// <summary>
/// A vector times the transpose of a matrix whose rows lie in order: an element of the result is the vector's product with a row. A lane takes a
/// row; what is read along the rows is transposed in registers, so that each lane's sum is one chain over k.
/// </summary>
internal static unsafe class VectorDots<T>
    where T : unmanaged
{
    /// <summary>Registers of rows side by side: their chains hide a multiply-add's latency.</summary>
    private const int Groups = 4;

    /// <summary>More rows than the processor follows by itself are fetched so many lines ahead.</summary>
    private const int LinesAhead = 2;

    public static bool IsSupported => Register256<T>.IsSupported;

    public static int Lanes => Vector256<T>.Count;

    /// <summary>Rows that are worked on at once.</summary>
    private static int Rows => Groups * Lanes;

    /// <summary>Elements of a row that a square of loads takes: half a register's.</summary>
    private static int Side => Vector128<T>.Count;

    /// <summary>Computes neighbouring elements of the result. There must be a register's lanes of them in all.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(in GemmArguments<T> g, int first, int columns, int depth)
    {
        var sums = stackalloc T[Rows];
        for (var column = first; column < first + columns;)
        {
            // The last lanes may begin with rows that others computed: those are not stored.
            var left = first + columns - column;
            var isWhole = left >= Rows;
            var begin = isWhole ? column : Math.Min(column, g.N - Lanes);
            var count = isWhole ? Rows : Math.Min(Lanes, left);
            for (var k = 0; k < g.K; k += depth)
            {
                var x = g.A + (k * g.AColumn);
                var rows = g.B + (begin * g.BColumn) + k;
                var length = Math.Min(depth, g.K - k);
                new Span<T>(sums, Rows).Clear();
                Add(x, g.AColumn, rows, g.BColumn, length, sums, isWhole ? Groups : 1);
                VectorSums<T, Register256<T>>.Finish(in g, sums + (column - begin), column, count, k > 0, k + length == g.K);
            }

            column += count;
        }
    }

    /// <summary>
    /// Some registers of rows, a cache line of each row at a time: rows that are a multiple of 4 kB apart share a set of L1, whose eight lines are used
    /// up before those of the next register of rows come.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Add(T* x, nint step, T* row, nint stride, int depth, T* sums, int groups)
    {
        var line = 64 / sizeof(T);
        for (var k = 0; k < depth; k += line)
        {
            var steps = Math.Min(line, depth - k);
            var rows = row;
            for (var group = 0; group < groups; group++)
            {
                var sum = Vector256.Load(sums + (group * Lanes));
                var ahead = rows + (LinesAhead * line);
                for (var i = 0; i < Lanes; i++)
                {
                    Lines.Fetch(ahead);
                    ahead += stride;
                }

                if (steps == line)
                {
                    sum = Square(x, step, rows, stride, sum);
                    sum = Square(x + (Side * step), step, rows + Side, stride, sum);
                    sum = Square(x + (2 * Side * step), step, rows + (2 * Side), stride, sum);
                    sum = Square(x + (3 * Side * step), step, rows + (3 * Side), stride, sum);
                }
                else
                {
                    for (var i = 0; i < steps; i++)
                        sum = MultiplyAdd(Vector256.Create(x[i * step]), Column(rows + i, stride), sum);
                }

                sum.Store(sums + (group * Lanes));
                rows += Lanes * stride;
            }

            x += line * step;
            row += line;
        }
    }

    /// <summary>Adds the products with half a register's elements of each row, the first ones first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Square(T* x, nint step, T* row, nint stride, Vector256<T> sum)
    {
        if (typeof(T) == typeof(double))
        {
            // A register holds rows i and i + 2, since AVX interleaves within halves.
            var d0 = Pair(row, row + (2 * stride)).AsDouble();
            var d1 = Pair(row + stride, row + (3 * stride)).AsDouble();
            sum = MultiplyAdd(Vector256.Create(x[0]), Avx.UnpackLow(d0, d1).As<double, T>(), sum);
            return MultiplyAdd(Vector256.Create(x[step]), Avx.UnpackHigh(d0, d1).As<double, T>(), sum);
        }

        // A register holds rows i and i + 4.
        var far = row + (4 * stride);
        var v0 = Pair(row, far).AsSingle();
        var v1 = Pair(row + stride, far + stride).AsSingle();
        var v2 = Pair(row + (2 * stride), far + (2 * stride)).AsSingle();
        var v3 = Pair(row + (3 * stride), far + (3 * stride)).AsSingle();
        var low01 = Avx.UnpackLow(v0, v1).AsDouble();
        var low23 = Avx.UnpackLow(v2, v3).AsDouble();
        var high01 = Avx.UnpackHigh(v0, v1).AsDouble();
        var high23 = Avx.UnpackHigh(v2, v3).AsDouble();
        sum = MultiplyAdd(Vector256.Create(x[0]), Avx.UnpackLow(low01, low23).As<double, T>(), sum);
        sum = MultiplyAdd(Vector256.Create(x[step]), Avx.UnpackHigh(low01, low23).As<double, T>(), sum);
        sum = MultiplyAdd(Vector256.Create(x[2 * step]), Avx.UnpackLow(high01, high23).As<double, T>(), sum);
        return MultiplyAdd(Vector256.Create(x[3 * step]), Avx.UnpackHigh(high01, high23).As<double, T>(), sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Pair(T* low, T* high) => Vector256.Create(Vector128.Load(low), Vector128.Load(high));

    /// <summary>An element of each of as many rows as there are lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Column(T* row, nint stride)
    {
        if (typeof(T) == typeof(double))
        {
            var d = (double*)row;
            return Vector256.Create(d[0], d[stride], d[2 * stride], d[3 * stride]).As<double, T>();
        }

        var f = (float*)row;
        return Vector256.Create(f[0], f[stride], f[2 * stride], f[3 * stride], f[4 * stride], f[5 * stride], f[6 * stride], f[7 * stride]).As<float, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> MultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> c) => typeof(T) == typeof(double)
        ? Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
        : Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();
}
