using Autograd.Backends;
using Autograd.Ilgpu.Kernels;
using Autograd.Ops;
using ILGPU;
using ILGPU.Runtime;

namespace Autograd.Ilgpu;

/// <content>Places of extremes, running sums and reversals along an axis.</content>
internal sealed partial class IlgpuBackend : IArgReduceKernels, ICumulativeKernels, IReversalKernels
{
    /// <inheritdoc/>
    public void ArgReduce<TRule>(in TensorView x, in TensorView y, long outer, long length, long inner)
        where TRule : struct, ICompareRule
    {
        switch (x.DType)
        {
            case DType.Float32:
                ArgReduce<TRule, KernelSingle>(x, y, outer, length, inner);
                break;
            case DType.Float64:
                ArgReduce<TRule, KernelDouble>(x, y, outer, length, inner);
                break;
            case DType.Int32:
                ArgReduce<TRule, KernelInt32>(x, y, outer, length, inner);
                break;
            case DType.Int64:
                ArgReduce<TRule, KernelInt64>(x, y, outer, length, inner);
                break;
            default:
                throw BackendChecks.NoKernel("arg_reduce", x.DType);
        }
    }

    /// <inheritdoc/>
    public void CumulativeSum(in TensorView x, in TensorView y, long outer, long length, long inner, bool reverse)
    {
        switch (x.DType)
        {
            case DType.Float32:
                CumulativeSum<KernelSingle>(x, y, outer, length, inner, reverse);
                break;
            case DType.Float64:
                CumulativeSum<KernelDouble>(x, y, outer, length, inner, reverse);
                break;
            case DType.Int32:
                CumulativeSum<KernelInt32>(x, y, outer, length, inner, reverse);
                break;
            case DType.Int64:
                CumulativeSum<KernelInt64>(x, y, outer, length, inner, reverse);
                break;
            default:
                throw BackendChecks.NoKernel("cumsum", x.DType);
        }
    }

    /// <inheritdoc/>
    public void Reverse(in TensorView x, in TensorView y, long outer, long inner)
    {
        switch (y.DType.Size())
        {
            case 1:
                Reverse<byte>(x, y, outer, inner);
                break;
            case 2:
                Reverse<ushort>(x, y, outer, inner);
                break;
            case 4:
                Reverse<int>(x, y, outer, inner);
                break;
            default:
                Reverse<long>(x, y, outer, inner);
                break;
        }
    }

    private void ArgReduce<TRule, T>(in TensorView x, in TensorView y, long outer, long length, long inner)
        where TRule : struct, ICompareRule
        where T : unmanaged, IKernelNumber<T>
    {
        if (outer * inner == 0)
            return;
        CheckCount("arg_reduce", outer * length * inner);
        var items = (int)(outer * inner);
        lock (_gate)
        {
            Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, Work, ArrayView<T>, ArrayView<long>, int, int>(AxisKernels.ArgReduce<TRule, T>))(
                Threads(items), Share(items), Elements<T>(x), Elements<long>(y), (int)length, (int)inner);
        }

        KeepAlive(x, y);
    }

    private void CumulativeSum<T>(in TensorView x, in TensorView y, long outer, long length, long inner, bool reverse)
        where T : unmanaged, IKernelNumber<T>
    {
        if (outer * length * inner == 0)
            return;
        CheckCount("cumsum", outer * length * inner);
        var items = (int)(outer * inner);
        lock (_gate)
        {
            Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, Work, ArrayView<T>, ArrayView<T>, int, int, int>(AxisKernels.CumulativeSum))(
                Threads(items), Share(items), Elements<T>(x), Elements<T>(y), (int)length, (int)inner, reverse ? 1 : 0);
        }

        KeepAlive(x, y);
    }

    private void Reverse<T>(in TensorView x, in TensorView y, long outer, long inner)
        where T : unmanaged
    {
        if (y.Shape.Count == 0)
            return;
        CheckCount("flip", y.Shape.Count);
        var items = (int)y.Shape.Count;
        lock (_gate)
        {
            Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, Work, ArrayView<T>, ArrayView<T>, int, int>(AxisKernels.Reverse))(
                Threads(items), Share(items), Elements<T>(x), Elements<T>(y), (int)(items / (outer * inner)), (int)inner);
        }

        KeepAlive(x, y);
    }
}
