using Autograd.Ops;
using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>Walks along the middle axis of [outer, length, inner] arrays.</summary>
internal static class AxisKernels
{
    /// <summary>The first place that no other element beats, an item a walk.</summary>
    public static void ArgReduce<TRule, T>(Index1D at, Work work, ArrayView<T> x, ArrayView<long> y, int length, int inner)
        where TRule : struct, ICompareRule
        where T : unmanaged, IKernelNumber<T>
    {
        int item = at;
        do
        {
            var outer = item / inner;
            var place = ((long)outer * length * inner) + (item - (outer * inner));
            var best = x[place];
            var winner = 0;
            for (var k = 1; k < length; k++)
            {
                var candidate = x[place + ((long)k * inner)];
                if (KernelTests.Holds(TRule.Holds(candidate, best)))
                {
                    best = candidate;
                    winner = k;
                }
            }

            y[item] = winner;
        }
        while (work.Next(ref item));
    }

    /// <summary>Running sums from the start or from the end, an item a walk.</summary>
    public static void CumulativeSum<T>(Index1D at, Work work, ArrayView<T> x, ArrayView<T> y, int length, int inner, int reverse)
        where T : unmanaged, IKernelNumber<T>
    {
        int item = at;
        do
        {
            var outer = item / inner;
            var place = ((long)outer * length * inner) + (item - (outer * inner));
            long step = inner;
            if (reverse != 0)
            {
                place += (length - 1) * step;
                step = -step;
            }

            var sum = T.Zero;
            for (var k = 0; k < length; k++)
            {
                sum += x[place];
                y[place] = sum;
                place += step;
            }
        }
        while (work.Next(ref item));
    }

    /// <summary>y[o, i, r] = x[o, length − 1 − i, r], an item an element.</summary>
    public static void Reverse<T>(Index1D at, Work work, ArrayView<T> x, ArrayView<T> y, int length, int inner)
        where T : unmanaged
    {
        int item = at;
        do
        {
            var row = item / inner;
            var outer = row / length;
            var i = row - (outer * length);
            y[item] = x[((((long)outer * length) + (length - 1 - i)) * inner) + (item - (row * inner))];
        }
        while (work.Next(ref item));
    }
}
