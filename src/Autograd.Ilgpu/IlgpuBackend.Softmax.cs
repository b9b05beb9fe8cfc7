using Autograd.Backends;
using Autograd.Ilgpu.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace Autograd.Ilgpu;

/// <content>Softmax and cross-entropy, a group of threads a row.</content>
internal sealed partial class IlgpuBackend : ISoftmaxKernels, ISoftmaxCrossEntropyKernels
{
    /// <summary>Threads of a group for short rows.</summary>
    private const int SmallGroup = 32;

    /// <inheritdoc/>
    public void Softmax(in TensorView x, in TensorView y, bool logarithm)
    {
        switch (y.DType)
        {
            case DType.Float32:
                Softmax<KernelSingle>(x, y, logarithm);
                break;
            case DType.Float64:
                Softmax<KernelDouble>(x, y, logarithm);
                break;
            default:
                throw BackendChecks.NoKernel("softmax", y.DType);
        }
    }

    /// <inheritdoc/>
    public void SoftmaxVjp(in TensorView y, in TensorView dy, in TensorView dx, bool logarithm)
    {
        switch (dx.DType)
        {
            case DType.Float32:
                SoftmaxVjp<KernelSingle>(y, dy, dx, logarithm);
                break;
            case DType.Float64:
                SoftmaxVjp<KernelDouble>(y, dy, dx, logarithm);
                break;
            default:
                throw BackendChecks.NoKernel("softmax", dx.DType);
        }
    }

    /// <inheritdoc/>
    public void CrossEntropy(in TensorView x, in TensorView targets, long ignored, in TensorView losses, in TensorView logSumExps)
    {
        switch (x.DType)
        {
            case DType.Float32:
                CrossEntropy<KernelSingle>(x, targets, ignored, losses, logSumExps);
                break;
            case DType.Float64:
                CrossEntropy<KernelDouble>(x, targets, ignored, losses, logSumExps);
                break;
            default:
                throw BackendChecks.NoKernel("cross_entropy", x.DType);
        }
    }

    /// <inheritdoc/>
    public void CrossEntropyVjp(in TensorView x, in TensorView targets, long ignored, in TensorView logSumExps, in TensorView dLosses, in TensorView dx)
    {
        switch (x.DType)
        {
            case DType.Float32:
                CrossEntropyVjp<KernelSingle>(x, targets, ignored, logSumExps, dLosses, dx);
                break;
            case DType.Float64:
                CrossEntropyVjp<KernelDouble>(x, targets, ignored, logSumExps, dLosses, dx);
                break;
            default:
                throw BackendChecks.NoKernel("cross_entropy", x.DType);
        }
    }

    private void Softmax<T>(in TensorView x, in TensorView y, bool logarithm)
        where T : unmanaged, IKernelNumber<T>
    {
        if (y.Shape.Count == 0)
            return;
        var sizes = Rows("softmax", y.Shape.Count / y.Shape[^1], y.Shape[^1]);
        lock (_gate)
        {
            Kernel(static a => a.LoadStreamKernel<ArrayView<T>, ArrayView<T>, RowSizes, int>(SoftmaxKernels.Softmax))(
                Groups(sizes.Rows, sizes.Lanes), Elements<T>(x), Elements<T>(y), sizes, logarithm ? 1 : 0);
        }

        KeepAlive(x, y);
    }

    private void SoftmaxVjp<T>(in TensorView y, in TensorView dy, in TensorView dx, bool logarithm)
        where T : unmanaged, IKernelNumber<T>
    {
        if (dx.Shape.Count == 0)
            return;
        var sizes = Rows("softmax", dx.Shape.Count / dx.Shape[^1], dx.Shape[^1]);
        lock (_gate)
        {
            Kernel(static a => a.LoadStreamKernel<ArrayView<T>, ArrayView<T>, ArrayView<T>, RowSizes, int>(SoftmaxKernels.SoftmaxVjp))(
                Groups(sizes.Rows, sizes.Lanes), Elements<T>(y), Elements<T>(dy), Elements<T>(dx), sizes, logarithm ? 1 : 0);
        }

        KeepAlive(y, dy);
        KeepAlive(dx, dx);
    }

    private void CrossEntropy<T>(in TensorView x, in TensorView targets, long ignored, in TensorView losses, in TensorView logSumExps)
        where T : unmanaged, IKernelNumber<T>
    {
        if (losses.Shape.Count == 0)
            return;
        var sizes = Rows("cross_entropy", x.Shape[0], x.Shape[1]);
        lock (_gate)
        {
            Kernel(static a => a.LoadStreamKernel<ArrayView<T>, ArrayView<long>, ArrayView<T>, ArrayView<T>, RowSizes, long, ArrayView<long>, int>(SoftmaxKernels.CrossEntropy))(
                Groups(sizes.Rows, sizes.Lanes),
                Elements<T>(x),
                Elements<long>(targets),
                Elements<T>(losses),
                Elements<T>(logSumExps),
                sizes,
                ignored,
                Faults(),
                Array.IndexOf(FaultNames, "cross_entropy"));
        }

        KeepAlive(x, targets);
        KeepAlive(losses, logSumExps);
    }

    private void CrossEntropyVjp<T>(in TensorView x, in TensorView targets, long ignored, in TensorView logSumExps, in TensorView dLosses, in TensorView dx)
        where T : unmanaged, IKernelNumber<T>
    {
        if (dx.Shape.Count == 0)
            return;
        var items = (int)dx.Shape.Count;
        lock (_gate)
        {
            Kernel(static a => a.LoadAutoGroupedStreamKernel<
                Index1D, Work, ArrayView<T>, ArrayView<long>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, long>(SoftmaxKernels.CrossEntropyVjp))(
                Threads(items), Share(items), Elements<T>(x), Elements<long>(targets), Elements<T>(logSumExps), Elements<T>(dLosses), Elements<T>(dx), x.Shape[1], ignored);
        }

        KeepAlive(x, targets);
        KeepAlive(logSumExps, dLosses);
        KeepAlive(dx, dx);
    }

    private static RowSizes Rows(string operation, long rows, int length)
    {
        CheckCount(operation, rows * length);
        return new RowSizes { Rows = (int)rows, Length = length, Lanes = Lanes.Of(length) };
    }

    /// <summary>Groups for some sets of elements, one a set up to what the device runs at once, and the threads of each.</summary>
    private KernelConfig Groups(int sets, int lanes)
    {
        // Two sizes of groups alone: some drivers compile a kernel anew for each.
        var threads = Math.Min(lanes <= SmallGroup ? SmallGroup : Lanes.Most, _accelerator.MaxNumThreadsPerGroup);
        var most = _accelerator.AcceleratorType == AcceleratorType.CPU ? 1 : Math.Max(1, Waves * _accelerator.MaxNumThreads / threads);
        return new KernelConfig(Math.Min(sets, most), threads);
    }
}
