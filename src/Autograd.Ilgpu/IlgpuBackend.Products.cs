using Autograd.Backends;
using Autograd.Ilgpu.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace Autograd.Ilgpu;

/// <content>Matrix products.</content>
internal sealed partial class IlgpuBackend
{
    /// <inheritdoc/>
    public void MatMul(in TensorView a, in TensorView b, in TensorView c, in TensorView? bias)
    {
        switch (c.DType)
        {
            case DType.Float32:
                MatMul<KernelSingle>(a, b, c, bias);
                break;
            case DType.Float64:
                MatMul<KernelDouble>(a, b, c, bias);
                break;
            case DType.Int32:
                MatMul<KernelInt32>(a, b, c, bias);
                break;
            case DType.Int64:
                MatMul<KernelInt64>(a, b, c, bias);
                break;
            default:
                throw Without("matmul", c.DType);
        }
    }

    private void MatMul<T>(in TensorView a, in TensorView b, in TensorView c, in TensorView? bias)
        where T : unmanaged, IKernelNumber<T>
    {
        if (c.Shape.Count == 0)
            return;
        CheckCount("matmul", Math.Max(c.Shape.Count, Math.Max(Reach(a), Reach(b))));
        var rank = c.Shape.Rank;
        var batches = KernelPlan.Create("matmul", stackalloc int[KernelPlan.Space(2)], c.Shape.Lengths[..^2], a.Strides, b.Strides);
        var sizes = new ProductSizes
        {
            Rows = c.Shape[rank - 2],
            Columns = c.Shape[rank - 1],
            Inner = a.Shape[rank - 1],
            RowStepA = (int)a.Strides[rank - 2],
            InnerStepA = (int)a.Strides[rank - 1],
            InnerStepB = (int)b.Strides[rank - 2],
            ColumnStepB = (int)b.Strides[rank - 1],
            HasBias = bias is null ? 0 : 1,
        };
        lock (_gate)
        {
            Kernel(static a => a.LoadAutoGroupedStreamKernel<
                Index1D, Work, LoopAxes, ArrayView<T>, Steps, ArrayView<T>, Steps, ArrayView<T>, ArrayView<T>, ProductSizes>(ProductKernels.Product))(
                Threads((int)c.Shape.Count), Share((int)c.Shape.Count), batches.ToAxes(), Elements<T>(a), batches.ToSteps(0), Elements<T>(b), batches.ToSteps(1), Elements<T>(bias ?? c), Elements<T>(c), sizes);
        }

        KeepAlive(a, b);
        KeepAlive(c, bias ?? c);
    }

    // The distance between a view's first and last element.
    private static long Reach(in TensorView view)
    {
        long reach = 0;
        for (var axis = 0; axis < view.Shape.Rank; axis++)
            reach += Math.Max(0, view.Shape[axis] - 1L) * view.Strides[axis];
        return reach;
    }
}
