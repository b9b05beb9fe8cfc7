using Autograd.Backends;
using Autograd.Ilgpu.Kernels;
using ILGPU;
using ILGPU.Runtime;

namespace Autograd.Ilgpu;

/// <content>Pooling.</content>
internal sealed partial class IlgpuBackend : IPoolingKernels, IAveragePoolingKernels
{
    /// <inheritdoc/>
    public void MaxPool(in TensorView x, in TensorView y, in TensorView winners, in ConvolutionGeometry geometry)
    {
        switch (y.DType)
        {
            case DType.Float32:
                MaxPool<KernelSingle>(x, y, winners, geometry);
                break;
            case DType.Float64:
                MaxPool<KernelDouble>(x, y, winners, geometry);
                break;
            case DType.Int32:
                MaxPool<KernelInt32>(x, y, winners, geometry);
                break;
            case DType.Int64:
                MaxPool<KernelInt64>(x, y, winners, geometry);
                break;
            default:
                throw BackendChecks.NoKernel("maxpool2d", y.DType);
        }
    }

    /// <inheritdoc/>
    public void AveragePool(in TensorView x, in TensorView y, in PoolingWindows rows, in PoolingWindows columns)
    {
        switch (y.DType)
        {
            case DType.Float32:
                AveragePool<KernelSingle>(x, y, rows, columns);
                break;
            case DType.Float64:
                AveragePool<KernelDouble>(x, y, rows, columns);
                break;
            default:
                throw BackendChecks.NoKernel("avgpool2d", y.DType);
        }
    }

    /// <inheritdoc/>
    public void AveragePoolGradient(in TensorView dy, in TensorView dx, in PoolingWindows rows, in PoolingWindows columns)
    {
        switch (dx.DType)
        {
            case DType.Float32:
                AveragePoolGradient<KernelSingle>(dy, dx, rows, columns);
                break;
            case DType.Float64:
                AveragePoolGradient<KernelDouble>(dy, dx, rows, columns);
                break;
            default:
                throw BackendChecks.NoKernel("avgpool2d", dx.DType);
        }
    }

    private void MaxPool<T>(in TensorView x, in TensorView y, in TensorView winners, in ConvolutionGeometry geometry)
        where T : unmanaged, IKernelNumber<T>
    {
        if (y.Shape.Count == 0)
            return;
        CheckCount("maxpool2d", Math.Max(x.Shape.Count, y.Shape.Count));
        var items = (int)y.Shape.Count;
        lock (_gate)
        {
            Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, Work, ArrayView<T>, ArrayView<T>, ArrayView<long>, WindowSizes>(PoolingKernels.Max))(
                Threads(items), Share(items), Elements<T>(x), Elements<T>(y), Elements<long>(winners), WindowSizes.Of(geometry));
        }

        KeepAlive(x, y);
        KeepAlive(winners, winners);
    }

    private void AveragePool<T>(in TensorView x, in TensorView y, in PoolingWindows rows, in PoolingWindows columns)
        where T : unmanaged, IKernelNumber<T>
    {
        if (y.Shape.Count == 0)
            return;
        CheckCount("avgpool2d", Math.Max(x.Shape.Count, y.Shape.Count));
        var items = (int)y.Shape.Count;
        lock (_gate)
        {
            Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, Work, ArrayView<T>, ArrayView<T>, PoolingAxis, PoolingAxis>(PoolingKernels.Average))(
                Threads(items), Share(items), Elements<T>(x), Elements<T>(y), PoolingAxis.Of(rows), PoolingAxis.Of(columns));
        }

        KeepAlive(x, y);
    }

    private void AveragePoolGradient<T>(in TensorView dy, in TensorView dx, in PoolingWindows rows, in PoolingWindows columns)
        where T : unmanaged, IKernelNumber<T>
    {
        if (dx.Shape.Count == 0)
            return;
        CheckCount("avgpool2d", Math.Max(dy.Shape.Count, dx.Shape.Count));
        var items = (int)dx.Shape.Count;
        lock (_gate)
        {
            Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, Work, ArrayView<T>, ArrayView<T>, PoolingAxis, PoolingAxis>(PoolingKernels.AverageGradient))(
                Threads(items), Share(items), Elements<T>(dy), Elements<T>(dx), PoolingAxis.Of(rows), PoolingAxis.Of(columns));
        }

        KeepAlive(dy, dx);
    }
}
