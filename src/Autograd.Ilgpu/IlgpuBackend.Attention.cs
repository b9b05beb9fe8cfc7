using Autograd.Backends;
using Autograd.Ilgpu.Kernels;
using Autograd.Ilgpu.Memory;
using ILGPU;
using ILGPU.Runtime;

namespace Autograd.Ilgpu;

/// <content>Attention, a group of threads a query or a key.</content>
internal sealed partial class IlgpuBackend : IAttentionKernels
{
    /// <inheritdoc/>
    public void Attend(
        in TensorView q, in TensorView k, in TensorView v, in TensorView? mask, in AttentionAttributes attributes, in TensorView y, in TensorView logSumExps)
    {
        switch (q.DType)
        {
            case DType.Float32:
                Attend<KernelSingle>(q, k, v, mask, attributes, y, logSumExps);
                break;
            case DType.Float64:
                Attend<KernelDouble>(q, k, v, mask, attributes, y, logSumExps);
                break;
            default:
                throw BackendChecks.NoKernel("scaled_dot_product_attention", q.DType);
        }
    }

    /// <inheritdoc/>
    public void AttendVjp(
        in TensorView q,
        in TensorView k,
        in TensorView v,
        in TensorView? mask,
        in AttentionAttributes attributes,
        in TensorView y,
        in TensorView logSumExps,
        in TensorView dy,
        in TensorView dq,
        in TensorView dk,
        in TensorView dv)
    {
        switch (q.DType)
        {
            case DType.Float32:
                AttendVjp<KernelSingle>(q, k, v, mask, attributes, y, logSumExps, dy, dq, dk, dv);
                break;
            case DType.Float64:
                AttendVjp<KernelDouble>(q, k, v, mask, attributes, y, logSumExps, dy, dq, dk, dv);
                break;
            default:
                throw BackendChecks.NoKernel("scaled_dot_product_attention", q.DType);
        }
    }

    private void Attend<T>(
        in TensorView q, in TensorView k, in TensorView v, in TensorView? mask, in AttentionAttributes attributes, in TensorView y, in TensorView logSumExps)
        where T : unmanaged, IKernelNumber<T>
    {
        if (logSumExps.Shape.Count == 0)
            return;
        var sizes = Sizes(q, k, v, mask, attributes);
        var addend = Addend<T>(mask, q);
        var allowed = Allowed(mask, q);
        lock (_gate)
        {
            Kernel(static a => a.LoadStreamKernel<
                ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<KernelTruth>, ArrayView<T>, ArrayView<T>, AttentionSizes>(AttentionKernels.Forward))(
                Groups(sizes.Batch * sizes.Heads * sizes.Queries, sizes.KeyLanes),
                Elements<T>(q),
                Elements<T>(k),
                Elements<T>(v),
                addend,
                allowed,
                Elements<T>(y),
                Elements<T>(logSumExps),
                sizes);
        }

        KeepAlive(q, k);
        KeepAlive(v, mask ?? q);
        KeepAlive(y, logSumExps);
    }

    private void AttendVjp<T>(
        in TensorView q,
        in TensorView k,
        in TensorView v,
        in TensorView? mask,
        in AttentionAttributes attributes,
        in TensorView y,
        in TensorView logSumExps,
        in TensorView dy,
        in TensorView dq,
        in TensorView dk,
        in TensorView dv)
        where T : unmanaged, IKernelNumber<T>
    {
        var sizes = Sizes(q, k, v, mask, attributes);
        var addend = Addend<T>(mask, q);
        var allowed = Allowed(mask, q);
        var queries = sizes.Batch * sizes.Heads * sizes.Queries;
        var keys = sizes.Batch * sizes.SharedHeads * sizes.Keys;
        lock (_gate)
        {
            var sums = Memory.Allocate(q.DType, queries);
            if (queries > 0)
            {
                Kernel(static a => a.LoadStreamKernel<
                    ArrayView<T>,
                    ArrayView<T>,
                    ArrayView<T>,
                    ArrayView<T>,
                    ArrayView<KernelTruth>,
                    ArrayView<T>,
                    ArrayView<T>,
                    ArrayView<T>,
                    ArrayView<T>,
                    ArrayView<T>,
                    AttentionSizes>(AttentionKernels.QueriesVjp))(
                    Groups(queries, sizes.KeyLanes),
                    Elements<T>(q),
                    Elements<T>(k),
                    Elements<T>(v),
                    addend,
                    allowed,
                    Elements<T>(y),
                    Elements<T>(logSumExps),
                    Elements<T>(dy),
                    Elements<T>(dq),
                    sums.View<T>(0),
                    sizes);
            }

            if (keys > 0)
            {
                Kernel(static a => a.LoadStreamKernel<
                    ArrayView<T>,
                    ArrayView<T>,
                    ArrayView<T>,
                    ArrayView<T>,
                    ArrayView<KernelTruth>,
                    ArrayView<T>,
                    ArrayView<T>,
                    ArrayView<T>,
                    ArrayView<T>,
                    ArrayView<T>,
                    AttentionSizes>(AttentionKernels.KeysVjp))(
                    Groups(keys, sizes.QueryLanes),
                    Elements<T>(q),
                    Elements<T>(k),
                    Elements<T>(v),
                    addend,
                    allowed,
                    Elements<T>(logSumExps),
                    Elements<T>(dy),
                    sums.View<T>(0),
                    Elements<T>(dk),
                    Elements<T>(dv),
                    sizes);
            }

            Memory.Release(sums);
        }

        KeepAlive(q, k);
        KeepAlive(v, mask ?? q);
        KeepAlive(y, logSumExps);
        KeepAlive(dy, dq);
        KeepAlive(dk, dv);
    }

    private static AttentionSizes Sizes(in TensorView q, in TensorView k, in TensorView v, in TensorView? mask, in AttentionAttributes attributes)
    {
        CheckCount("scaled_dot_product_attention", Math.Max(Math.Max(Reach(q), Reach(k)), Math.Max(Reach(v), mask is { } given ? Reach(given) : 0)));
        return AttentionSizes.Of(q, k, v, mask, attributes);
    }

    // Without a mask any memory holds the place.
    private static ArrayView<T> Addend<T>(in TensorView? mask, in TensorView other)
        where T : unmanaged => mask is { } given && given.DType != DType.Bool ? Elements<T>(given) : Elements<T>(other);

    private static ArrayView<KernelTruth> Allowed(in TensorView? mask, in TensorView other) =>
        mask is { DType: DType.Bool } given ? Elements<KernelTruth>(given) : ((IlgpuStorage)other.Storage).View<KernelTruth>(0);
}
