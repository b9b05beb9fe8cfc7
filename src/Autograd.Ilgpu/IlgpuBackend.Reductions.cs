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
    /// <summary>How many neighbouring elements a group of threads combines at most.</summary>
    private const int LongFan = 4096;

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
                throw BackendChecks.NoKernel("reduce", x.DType);
        }
    }

    private void Reduce<TRule, T>(in TensorView x, in TensorView y, long outer, long length, long inner)
        where TRule : struct, IReductionRule
        where T : unmanaged, IKernelNumber<T>
    {
        if (outer * inner == 0)
            return;
        CheckCount("reduce", Math.Max(outer * inner, outer * length * inner));
        lock (_gate)
            ReduceLevels<TRule, T>(x.DType, Elements<T>(x), Elements<T>(y), outer, (int)length, (int)inner);
        KeepAlive(x, y);
    }

    /// <summary>Runs the tree level by level; its shape follows from the lengths alone. Its caller holds the lock.</summary>
    private void ReduceLevels<TRule, T>(DType dtype, ArrayView<T> x, ArrayView<T> y, long outer, int length, int inner)
        where TRule : struct, IReductionRule
        where T : unmanaged, IKernelNumber<T>
    {
        var source = x;
        IlgpuStorage? level = null;
        for (var left = length; ;)
        {
            var isLong = inner == 1 && left > ReduceKernels.Fan;
            var fan = isLong ? LongFan : ReduceKernels.Fan;
            var parts = Math.Max(1, (left + fan - 1) / fan);
            var items = (int)(outer * parts * inner);
            var next = parts == 1 ? null : Memory.Allocate(dtype, items);
            var target = next is null ? y : next.View<T>(0);
            if (isLong)
                QueueParts<TRule, T>(source, target, items, left, parts);
            else
                QueueLevel<TRule, T>(source, target, items, left, parts, inner);
            if (level is not null)
                Memory.Release(level);
            if (next is null)
                break;
            level = next;
            source = next.View<T>(0);
            left = parts;
        }
    }

    private void QueueLevel<TRule, T>(ArrayView<T> x, ArrayView<T> y, int items, int length, int parts, int inner)
        where TRule : struct, IReductionRule
        where T : unmanaged, IKernelNumber<T> =>
        Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, Work, ArrayView<T>, ArrayView<T>, int, int, int>(ReduceKernels.Level<TRule, T>), "Reduce")(
            Threads(items), Share(items), x, y, length, parts, inner);

    private void QueueParts<TRule, T>(ArrayView<T> x, ArrayView<T> y, int items, int length, int parts)
        where TRule : struct, IReductionRule
        where T : unmanaged, IKernelNumber<T>
    {
        var ofPart = (length + parts - 1) / parts;
        var sizes = new ReduceSizes { Count = items, Length = length, PartsOfRow = parts, OfPart = ofPart, Lanes = Lanes.Of(ofPart) };
        Kernel(static a => a.LoadStreamKernel<ArrayView<T>, ArrayView<T>, ReduceSizes>(ReduceKernels.Parts<TRule, T>), "Reduce")(Groups(items, sizes.Lanes), x, y, sizes);
    }

    private static void CheckCount(string operation, long count)
    {
        if (count > int.MaxValue)
            throw Errors.Unsupported(operation, $"{count} elements in one array, kernels index 2³¹", "split the data");
    }
}
