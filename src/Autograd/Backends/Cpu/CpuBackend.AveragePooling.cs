using Autograd.Backends.Cpu.Pooling;

namespace Autograd.Backends.Cpu;

/// <content>Average pooling.</content>
internal sealed unsafe partial class CpuBackend : IAveragePoolingKernels
{
    /// <inheritdoc/>
    public void AveragePool(in TensorView x, in TensorView y, in PoolingWindows rows, in PoolingWindows columns)
    {
        if (x.DType == DType.Float32)
            AveragePooling.Run((float*)Address(in x), (float*)Address(in y), Planes(in x), in rows, in columns);
        else if (x.DType == DType.Float64)
            AveragePooling.Run((double*)Address(in x), (double*)Address(in y), Planes(in x), in rows, in columns);
        else
            throw BackendChecks.NoKernel("avgpool2d", x.DType);
        GC.KeepAlive(x.Storage);
        GC.KeepAlive(y.Storage);
    }

    /// <inheritdoc/>
    public void AveragePoolGradient(in TensorView dy, in TensorView dx, in PoolingWindows rows, in PoolingWindows columns)
    {
        if (dy.DType == DType.Float32)
            AveragePooling.Gradient((float*)Address(in dy), (float*)Address(in dx), Planes(in dx), in rows, in columns);
        else if (dy.DType == DType.Float64)
            AveragePooling.Gradient((double*)Address(in dy), (double*)Address(in dx), Planes(in dx), in rows, in columns);
        else
            throw BackendChecks.NoKernel("avgpool2d", dy.DType);
        GC.KeepAlive(dy.Storage);
        GC.KeepAlive(dx.Storage);
    }

    private static int Planes(in TensorView images) => checked(images.Shape[0] * images.Shape[1]);
}
