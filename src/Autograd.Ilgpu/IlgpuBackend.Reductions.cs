using Autograd.Backends;
using Autograd.Ilgpu.Kernels;
using Autograd.Ilgpu.Memory;
using Autograd.Ops;
using ILGPU;
using ILGPU.Runtime;

namespace Autograd.Ilgpu;

/// <content>Reductions.</content>
internal sealed partial class IlgpuBackend
{
    /// <inheritdoc/>
    public void Reduce<TRule>(in TensorView x, in TensorView y, long outer, long length, long inner)
        where TRule : struct, IReductionRule
    {
        switch (x.DType)
        {
            case DType.Float32:
                Reduce<TRule, KernelSingle>(x, y, outer, length, inner);
                break;
            case DType.Float64:
                Reduce<TRule, KernelDouble>(x, y, outer, length, inner);
                break;
            case DType.Int32:
                Reduce<TRule, KernelInt32>(x, y, outer, length, inner);
                break;
            case DType.Int64:
                Reduce<TRule, KernelInt64>(x, y, outer, length, inner);
                break;
            default:
                throw Without("reduce", x.DType);
        }
    }

    private void Reduce<TRule, T>(in TensorView x, in TensorView y, long outer, long length, long inner)
        where TRule : struct, IReductionRule
        where T : unmanaged, IKernelNumber<T>
    {
        if (outer * inner == 0)
            return;
        CheckCount("reduce", Math.Max(outer * inner, outer * length * inner));
        var source = Elements<T>(x);
        IlgpuStorage? level = null;
        lock (_gate)
        {
            for (var left = (int)length; ;)
            {
                var parts = Math.Max(1, (left + ReduceKernels.Fan - 1) / ReduceKernels.Fan);
                var items = (int)(outer * parts * inner);
                var next = parts == 1 ? null : Memory.Allocate(x.DType, items);
                Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, Work, ArrayView<T>, ArrayView<T>, int, int, int>(ReduceKernels.Level<TRule, T>))(
                    Threads(items), Share(items), source, next is null ? Elements<T>(y) : next.View<T>(0), left, parts, (int)inner);
                if (level is not null)
                    Memory.Release(level);
                if (next is null)
                    break;
                level = next;
                source = next.View<T>(0);
                left = parts;
            }
        }

        KeepAlive(x, y);
    }

    private static void CheckCount(string operation, long count)
    {
        if (count > int.MaxValue)
            throw Errors.Unsupported(operation, $"{count} elements in one array, kernels index 2³¹", "split the data");
    }
}
