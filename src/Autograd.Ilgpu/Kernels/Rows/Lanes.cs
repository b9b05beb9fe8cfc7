using System.Runtime.CompilerServices;
using Autograd.Ops;
using ILGPU;

namespace Autograd.Ilgpu.Kernels;

/// <summary>
/// A row's elements dealt to lanes, which a group's threads take in turns: lane l has the elements l, l + lanes, …, and the lanes'
/// sums are combined by halves. How many lanes there are follows from the row's length alone, so the bits do not depend on the
/// group's threads.
/// </summary>
internal static class Lanes
{
    /// <summary>Lanes at most, and the room they need in the group's memory.</summary>
    public const int Most = 256;

    /// <summary>The lanes of rows of a length: each has four elements or more, as far as there are enough.</summary>
    public static int Of(long length) => Math.Clamp((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Min(Most, (length + 3) / 4)), 1, Most);

    /// <summary>Combines what each lane has put into the group's memory. All threads of the group must call it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Combine<TRule, T>(ArrayView<T> parts, int lanes)
        where TRule : struct, IReductionRule
        where T : unmanaged, IKernelNumber<T>
    {
        Group.Barrier();
        for (var half = lanes / 2; half > 0; half /= 2)
        {
            for (var lane = Group.IdxX; lane < half; lane += Group.DimX)
                parts[lane] = TRule.Combine(parts[lane], parts[lane + half]);
            Group.Barrier();
        }

        var result = parts[0];
        Group.Barrier();
        return result;
    }
}
