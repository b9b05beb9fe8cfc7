using Autograd.Backends.Cpu.Pooling;

namespace Autograd.Backends.Cpu;

/// <content>Pooling.</content>
internal sealed unsafe partial class CpuBackend : IPoolingKernels
{
    /// <inheritdoc/>
    public void MaxPool(in TensorView x, in TensorView y, in TensorView winners, in ConvolutionGeometry geometry)
    {
        long* places = (long*)Address(in winners);
        switch (x.DType)
        {
            case DType.Float32:
                MaxPooling.Run((float*)Address(in x), (float*)Address(in y), places, in geometry);
                break;
            case DType.Float64:
                MaxPooling.Run((double*)Address(in x), (double*)Address(in y), places, in geometry);
                break;
            case DType.Int32:
                MaxPooling.Run((int*)Address(in x), (int*)Address(in y), places, in geometry);
                break;
            case DType.Int64:
                MaxPooling.Run((long*)Address(in x), (long*)Address(in y), places, in geometry);
                break;
            default:
                throw BackendChecks.NoKernel("maxpool", x.DType);
        }

        GC.KeepAlive(x.Storage);
        GC.KeepAlive(y.Storage);
        GC.KeepAlive(winners.Storage);
    }
}
