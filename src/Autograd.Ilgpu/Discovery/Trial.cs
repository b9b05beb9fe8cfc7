using System.Diagnostics;
using ILGPU;
using ILGPU.Runtime;

namespace Autograd.Ilgpu.Discovery;

/// <summary>The small kernel by which a device proves that it compiles, runs and copies back.</summary>
internal static class Trial
{
    private const int Count = 1024;

    /// <summary>y = 2·x + 1.</summary>
    public static void Kernel(Index1D i, ArrayView<float> x, ArrayView<float> y) => y[i] = (2 * x[i]) + 1;

    /// <summary>Runs the kernel.</summary>
    /// <returns>How long it took the second time, compiled, with its copies.</returns>
    /// <exception cref="InvalidOperationException">The device computed something else.</exception>
    public static TimeSpan Run(Accelerator accelerator)
    {
        var kernel = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, ArrayView<float>>(Kernel);
        using var x = accelerator.Allocate1D<float>(Count);
        using var y = accelerator.Allocate1D<float>(Count);
        var numbers = Enumerable.Range(0, Count).Select(static i => (float)i).ToArray();
        var results = new float[Count];
        var start = 0L;
        for (var round = 0; round < 2; round++)
        {
            start = Stopwatch.GetTimestamp();
            x.CopyFromCPU(numbers);
            kernel(Count, x.View, y.View);
            y.CopyToCPU(results);
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        for (var i = 0; i < Count; i++)
        {
            if (results[i] != (2 * numbers[i]) + 1)
                throw new InvalidOperationException($"a trial kernel gave {results[i]} instead of {(2 * numbers[i]) + 1}");
        }

        return elapsed;
    }
}
