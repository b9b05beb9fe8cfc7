#if ILGPU
using ILGPU;

namespace Autograd.Ilgpu.Tests;

/// <summary>Kernels as a program writes them; public, because ILGPU calls them from an assembly of its own.</summary>
public static class TestKernels
{
    /// <summary>y = s·x.</summary>
    public static void Scaled(Index1D i, ArrayView<float> x, ArrayView<float> y, float s) => y[i] = s * x[i];

    /// <summary>Has an object, which kernels cannot.</summary>
    public static void Bad(Index1D i, ArrayView<float> x) => x[i] = new object().GetHashCode();
}
#endif
