using Autograd.Backends;
using Autograd.Backends.Cpu.Loops;
using Autograd.Ilgpu.Kernels;
using Autograd.Ops;
using ILGPU;
using ILGPU.Runtime;

namespace Autograd.Ilgpu;

/// <content>Random numbers.</content>
internal sealed partial class IlgpuBackend
{
    /// <inheritdoc/>
    public void RandomFill(in TensorView y, RandomDistribution distribution, double a, double b, RandomKey key)
    {
        CheckCount("random", y.Shape.Count);
        if (y.Shape.Count == 0)
            return;
        lock (_gate)
        {
            switch (distribution, y.DType)
            {
                case (RandomDistribution.Uniform, DType.Float32):
                    // Rounding must not reach the upper end, which is not among the numbers.
                    Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, Work, ArrayView<KernelSingle>, float, float, float, ulong, ulong>(RandomKernels.Uniform))(
                        Threads(Blocks(y, 4)), Share(Blocks(y, 4)), Whole<KernelSingle>(y), (float)a, (float)(b - a), b > a ? MathF.BitDecrement((float)b) : (float)a, key.Seed, key.Stream);
                    break;
                case (RandomDistribution.Uniform, DType.Float64):
                    Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, Work, ArrayView<KernelDouble>, double, double, double, ulong, ulong>(RandomKernels.UniformDouble))(
                        Threads(Blocks(y, 2)), Share(Blocks(y, 2)), Whole<KernelDouble>(y), a, b - a, b > a ? Math.BitDecrement(b) : a, key.Seed, key.Stream);
                    break;
                case (RandomDistribution.Normal, DType.Float32):
                    Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, Work, ArrayView<KernelSingle>, float, float, ulong, ulong>(RandomKernels.Normal))(
                        Threads(Blocks(y, 4)), Share(Blocks(y, 4)), Whole<KernelSingle>(y), (float)a, (float)b, key.Seed, key.Stream);
                    break;
                case (RandomDistribution.Normal, DType.Float64):
                    Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, Work, ArrayView<KernelDouble>, double, double, ulong, ulong>(RandomKernels.NormalDouble))(
                        Threads(Blocks(y, 2)), Share(Blocks(y, 2)), Whole<KernelDouble>(y), a, b, key.Seed, key.Stream);
                    break;
                case (RandomDistribution.Bernoulli, DType.Float32):
                    Bernoulli(y, a, (float)b, key);
                    break;
                case (RandomDistribution.Bernoulli, DType.Float64):
                    Bernoulli(y, a, b, key);
                    break;
                case (RandomDistribution.Bernoulli, DType.Int32):
                    Bernoulli(y, a, Conversion.Convert<double, int>(b), key);
                    break;
                case (RandomDistribution.Bernoulli, DType.Int64):
                    Bernoulli(y, a, Conversion.Convert<double, long>(b), key);
                    break;
                case (RandomDistribution.Bernoulli, DType.Bool):
                    Bernoulli(y, a, b != 0 ? (byte)1 : (byte)0, key);
                    break;
                default:
                    throw BackendChecks.NoNumbers(distribution, y.DType);
            }
        }

        KeepAlive(y, y);
    }

    private void Bernoulli<T>(in TensorView y, double probability, T yes, RandomKey key)
        where T : unmanaged
    {
        // u < p for u of 24 bits, asked of the integers.
        var threshold = (uint)Math.Ceiling(Math.Clamp(probability, 0, 1) * (1 << 24));
        Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, Work, ArrayView<T>, uint, T, ulong, ulong>(RandomKernels.Bernoulli))(
            Threads(Blocks(y, 4)), Share(Blocks(y, 4)), Whole<T>(y), threshold, yes, key.Seed, key.Stream);
    }

    private static int Blocks(in TensorView y, int elements) => (int)((y.Shape.Count + elements - 1) / elements);

    // Ends with the last element, so that the last block's thread knows where to stop.
    private static ArrayView<T> Whole<T>(in TensorView y)
        where T : unmanaged => Elements<T>(y).SubView(0, y.Shape.Count);
}
