using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Gemm;

/// <summary>
/// A vector times a matrix whose rows lie in order: its rows, each times an element of the vector, are added to sums that stay in L1, four rows at
/// a time. The matrix passes once, in long stretches.
/// </summary>
internal static unsafe class VectorSums<T, TRegister>
    where T : unmanaged
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    /// <summary>Computes neighbouring elements of the result, in 16 kB of sums at most.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(in GemmArguments<T> g, int first, int columns, int depth)
    {
        var sums = stackalloc T[columns + TRegister.Lanes];
        var tail = TRegister.FirstLanes(columns % TRegister.Lanes);
        for (var k = 0; k < g.K; k += depth)
        {
            var end = Math.Min(g.K, k + depth);
            var row = k;
            var b = g.B + first + (k * g.BRow);
            for (; row <= end - 4; row += 4)
            {
                Four(g.A + (row * g.AColumn), g.AColumn, b, g.BRow, sums, columns, tail, row == k);
                b += 4 * g.BRow;
            }

            for (; row < end; row++)
            {
                One(g.A[row * g.AColumn], b, sums, columns, tail, row == k);
                b += g.BRow;
            }

            Finish(in g, sums, first, columns, k > 0, end == g.K);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Four(T* x, nint step, T* b, nint stride, T* sums, int columns, TRegister tail, bool begins)
    {
        TRegister x0 = TRegister.Broadcast(x[0]), x1 = TRegister.Broadcast(x[step]), x2 = TRegister.Broadcast(x[2 * step]), x3 = TRegister.Broadcast(x[3 * step]);
        T* b1 = b + stride, b2 = b1 + stride, b3 = b2 + stride;
        var i = 0;
        for (; i <= columns - TRegister.Lanes; i += TRegister.Lanes)
        {
            var sum = begins ? TRegister.Zero : TRegister.Load(sums + i);
            sum = TRegister.MultiplyAdd(x0, TRegister.Load(b + i), sum);
            sum = TRegister.MultiplyAdd(x1, TRegister.Load(b1 + i), sum);
            sum = TRegister.MultiplyAdd(x2, TRegister.Load(b2 + i), sum);
            TRegister.Store(sums + i, TRegister.MultiplyAdd(x3, TRegister.Load(b3 + i), sum));
        }

        if (i < columns)
        {
            var sum = begins ? TRegister.Zero : TRegister.Load(sums + i);
            sum = TRegister.MultiplyAdd(x0, TRegister.Load(b + i, tail), sum);
            sum = TRegister.MultiplyAdd(x1, TRegister.Load(b1 + i, tail), sum);
            sum = TRegister.MultiplyAdd(x2, TRegister.Load(b2 + i, tail), sum);
            TRegister.Store(sums + i, TRegister.MultiplyAdd(x3, TRegister.Load(b3 + i, tail), sum));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void One(T value, T* b, T* sums, int columns, TRegister tail, bool begins)
    {
        var x = TRegister.Broadcast(value);
        var i = 0;
        for (; i <= columns - TRegister.Lanes; i += TRegister.Lanes)
            TRegister.Store(sums + i, TRegister.MultiplyAdd(x, TRegister.Load(b + i), begins ? TRegister.Zero : TRegister.Load(sums + i)));
        if (i < columns)
            TRegister.Store(sums + i, TRegister.MultiplyAdd(x, TRegister.Load(b + i, tail), begins ? TRegister.Zero : TRegister.Load(sums + i)));
    }

    /// <summary>What the tiles' kernel does with a block's sums: to what C holds, then the bias to the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Finish(in GemmArguments<T> g, T* sums, int first, int columns, bool follows, bool isLast)
    {
        var tail = TRegister.FirstLanes(columns % TRegister.Lanes);
        var c = g.C + first;
        var bias = g.Bias != null && isLast ? g.Bias + first : null;
        for (var i = 0; i < columns; i += TRegister.Lanes)
        {
            var isWhole = i <= columns - TRegister.Lanes;
            var value = TRegister.Load(sums + i);
            if (g.Accumulate || follows)
                value = TRegister.Add(isWhole ? TRegister.Load(c + i) : TRegister.Load(c + i, tail), value);
            if (bias != null)
                value = TRegister.Add(value, isWhole ? TRegister.Load(bias + i) : TRegister.Load(bias + i, tail));
            if (isWhole)
                TRegister.Store(c + i, value);
            else
                TRegister.Store(c + i, value, tail);
        }
    }
}
