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

    /// <summary>Whether those halves have their highest bit, which a product that is taken for a signed one cannot have.</summary>
    public static void UpperHalfIsNegative(Index1D i, ArrayView<int> x, ArrayView<int> y) => y[i] = (int)(((ulong)(uint)x[i] * 0xFFFFFFFFUL) >> 32) < 0 ? 1 : 0;

    /// <summary>Whether a sum, and then a difference, lies on the other side of the number that something was added to.</summary>
    public static void Wraps(Index1D i, ArrayView<int> x, ArrayView<int> y) => y[i] = (x[i] + 1000 < x[i] ? 1 : 0) + (x[i] - 1000 > x[i] ? 2 : 0);

    /// <summary>Has an object, which kernels cannot.</summary>
    public static void Bad(Index1D i, ArrayView<float> x) => x[i] = new object().GetHashCode();

    /// <summary>
    /// Every row's sum, twice, less one: read behind a loop from what the group shares, before a barrier behind which that is overwritten, and used
    /// behind that, if at all.
    /// </summary>
    public static void ReadBeforeBarrier(ArrayView<float> x, ArrayView<float> y, int rows, int asked)
    {
        var shared = SharedMemory.Allocate<float>(64);
        for (var row = 0; row < rows; row++)
        {
            var place = (row * Group.DimX) + Group.IdxX;
            var twice = 0f;
            if (row < asked)
            {
                shared[Group.IdxX] = x[place];
                Group.Barrier();
                for (var half = Group.DimX / 2; half > 0; half /= 2)
                {
                    if (Group.IdxX < half)
                        shared[Group.IdxX] += shared[Group.IdxX + half];
                    Group.Barrier();
                }

                var sum = shared[0];
                Group.Barrier();
                twice = sum * 2;
            }

            shared[Group.IdxX] = -1;
            Group.Barrier();
            y[place] = twice + shared[0];
            Group.Barrier();
        }
    }
}
#endif
