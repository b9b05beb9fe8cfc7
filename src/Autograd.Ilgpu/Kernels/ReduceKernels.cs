using Autograd.Ops;
using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>One level of a reduction's tree, without atomics.</summary>
internal static class ReduceKernels
{
    /// <summary>How many elements a thread combines at most; the tree follows from it and the length alone.</summary>
    public const int Fan = 32;

    /// <summary>
    /// y[o, c, r] combines x[o, c, r], x[o, c + parts, r], … of [outer, length, inner]: neighbouring threads read neighbouring
    /// elements.
    /// </summary>
    public static void Level<TRule, T>(Index1D at, Work work, ArrayView<T> x, ArrayView<T> y, int length, int parts, int inner)
        where TRule : struct, IReductionRule
        where T : unmanaged, IKernelNumber<T>
    {
        int i = at;
        do
        {
            var outer = i / (parts * inner);
            var rest = i - (outer * parts * inner);
            var part = rest / inner;
            var place = ((long)outer * length * inner) + (rest - (part * inner));
            var sum = TRule.Start<T>();
            for (var k = part; k < length; k += parts)
                sum = TRule.Combine(sum, x[place + ((long)k * inner)]);
            y[i] = sum;
        }
        while (work.Next(ref i));
    }

    /// <summary>
    /// y[p] combines part p of the rows: a group of threads a part, whose lanes' sums are combined in the group's memory. For long rows of neighbouring
    /// elements, of which a thousand and more become one in one launch.
    /// </summary>
    public static void Parts<TRule, T>(ArrayView<T> x, ArrayView<T> y, ReduceSizes sizes)
        where TRule : struct, IReductionRule
        where T : unmanaged, IKernelNumber<T>
    {
        var sums = SharedMemory.Allocate<T>(Lanes.Most);
        for (var p = Grid.IdxX; p < sizes.Count; p += Grid.DimX)
        {
            var row = p / sizes.PartsOfRow;
            var start = (p - (row * sizes.PartsOfRow)) * sizes.OfPart;
            var end = start + sizes.OfPart < sizes.Length ? start + sizes.OfPart : sizes.Length;
            var first = (long)row * sizes.Length;
            for (var lane = Group.IdxX; lane < sizes.Lanes; lane += Group.DimX)
            {
                var sum = TRule.Start<T>();
                for (var k = start + lane; k < end; k += sizes.Lanes)
                    sum = TRule.Combine(sum, x[first + k]);
                sums[lane] = sum;
            }

            var whole = Lanes.Combine<TRule, T>(sums, sizes.Lanes);
            if (Group.IdxX == 0)
                y[p] = whole;
        }
    }
}
