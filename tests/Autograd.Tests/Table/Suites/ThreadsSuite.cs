using Autograd.GradientChecking;
using Autograd.Tests.Backends.Cpu;

namespace Autograd.Tests.Table.Suites;

/// <summary>One thread and several give the same bits, in both precisions, forward and backward.</summary>
internal static class ThreadsSuite
{
    public static void Run(OperationSample sample)
    {
        foreach (var dtype in (DType[])[DType.Float64, DType.Float32])
        {
            var one = With(1, sample, dtype);
            foreach (var threads in (int[])[2, 4])
            {
                var several = With(threads, sample, dtype);
                Check.SameBits($"{threads} threads, {dtype.Name()}: values", one.AllValues, several.AllValues);
                Check.SameBits($"{threads} threads, {dtype.Name()}: gradients", one.AllGradients, several.AllGradients);
            }
        }
    }

    private static Outcome With(int threads, OperationSample sample, DType dtype)
    {
        using var count = new ThreadCount(threads);
        return Evaluation.Run(sample, sample.ToVariables(dtype));
    }
}
