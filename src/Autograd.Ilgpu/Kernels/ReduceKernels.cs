using Autograd.Ops;
using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>One level of a reduction's tree, without barriers or atomics.</summary>
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
}
