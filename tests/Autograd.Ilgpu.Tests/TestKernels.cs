#if ILGPU
using ILGPU;

namespace Autograd.Ilgpu.Tests;

/// <summary>Kernels as a program writes them; public, because ILGPU calls them from an assembly of its own.</summary>
public static class TestKernels
{
    /// <summary>y = s·x.</summary>
    public static void Scaled(Index1D i, ArrayView<float> x, ArrayView<float> y, float s) => y[i] = s * x[i];

    /// <summary>The upper halves of products that fill 64 bits.</summary>
    public static void UpperHalf(Index1D i, ArrayView<int> x, ArrayView<int> y) => y[i] = (int)(((ulong)(uint)x[i] * 0xFFFFFFFFUL) >> 32);

    /// <summary>Has an object, which kernels cannot.</summary>
    public static void Bad(Index1D i, ArrayView<float> x) => x[i] = new object().GetHashCode();

    /// <summary>Reads what the group shares before the barrier and uses it behind it, in one block.</summary>
    public static void ReadBeforeBarrier(ArrayView<float> x, ArrayView<float> y)
    {
        var shared = SharedMemory.Allocate<float>(64);
        shared[Group.IdxX] = x[Group.IdxX];
        Group.Barrier();
        var first = shared[0];
        Group.Barrier();
        y[Group.IdxX] = first * 2;
    }
}
#endif
