using ILGPU;

namespace CustomGpuOperation;

/// <summary>
/// The kernels, each a static method that runs once a thread; its first parameter is the thread's number. Every thread writes one
/// element of its own, so nothing meets, no atomic is needed, and the sums have the same bits every time. Public, because ILGPU calls
/// them from an assembly that it makes at run time.
/// </summary>
public static class DistanceKernels
{
    /// <summary>d[i, j] = Σₖ (x[i, k] − c[j, k])², a thread a pair.</summary>
    public static void Distance(Index1D thread, ArrayView<float> x, ArrayView<float> c, ArrayView<float> d, DistanceSizes sizes)
    {
        var i = thread / sizes.Centres;
        var j = thread - (i * sizes.Centres);
        var sum = 0f;
        for (var k = 0; k < sizes.Length; k++)
        {
            var difference = x[(i * sizes.Length) + k] - c[(j * sizes.Length) + k];
            sum += difference * difference;
        }

        d[thread] = sum;
    }

    /// <summary>dx[i, k] = Σⱼ 2·dd[i, j]·(x[i, k] − c[j, k]), a thread an element of x.</summary>
    public static void PointGradient(Index1D thread, Operands operands, ArrayView<float> dd, ArrayView<float> dx, DistanceSizes sizes)
    {
        var i = thread / sizes.Length;
        var k = thread - (i * sizes.Length);
        var sum = 0f;
        for (var j = 0; j < sizes.Centres; j++)
            sum += 2 * dd[(i * sizes.Centres) + j] * (operands.X[thread] - operands.C[(j * sizes.Length) + k]);
        dx[thread] = sum;
    }

    /// <summary>dc[j, k] = Σᵢ 2·dd[i, j]·(c[j, k] − x[i, k]), a thread an element of c.</summary>
    public static void CentreGradient(Index1D thread, Operands operands, ArrayView<float> dd, ArrayView<float> dc, DistanceSizes sizes)
    {
        var j = thread / sizes.Length;
        var k = thread - (j * sizes.Length);
        var sum = 0f;
        for (var i = 0; i < sizes.Points; i++)
            sum += 2 * dd[(i * sizes.Centres) + j] * (operands.C[thread] - operands.X[(i * sizes.Length) + k]);
        dc[thread] = sum;
    }
}
