using Autograd.Backends.Cpu.Convolution;

namespace Autograd.Backends.Cpu;

/// <content>Convolutions.</content>
internal sealed unsafe partial class CpuBackend : IConvolutionKernels
{
    /// <inheritdoc/>
    public void Convolve(in TensorView x, in TensorView w, in TensorView? bias, in TensorView y, in ConvolutionGeometry geometry)
    {
        byte* b = null;
        if (bias is { } view)
            b = Address(in view);
        switch (y.DType)
        {
            case DType.Float32:
                Convolutions.Forward((float*)Address(in x), (float*)Address(in w), (float*)b, (float*)Address(in y), in geometry);
                break;
            case DType.Float64:
                Convolutions.Forward((double*)Address(in x), (double*)Address(in w), (double*)b, (double*)Address(in y), in geometry);
                break;
            default:
                throw BackendChecks.NoKernel("conv2d", y.DType);
        }

        GC.KeepAlive(x.Storage);
        GC.KeepAlive(w.Storage);
        GC.KeepAlive(bias?.Storage);
        GC.KeepAlive(y.Storage);
    }

    /// <inheritdoc/>
    public void ConvolveInputGradient(in TensorView dy, in TensorView w, in TensorView dx, in ConvolutionGeometry geometry)
    {
        switch (dx.DType)
        {
            case DType.Float32:
                Convolutions.InputGradient((float*)Address(in dy), (float*)Address(in w), (float*)Address(in dx), in geometry);
                break;
            case DType.Float64:
                Convolutions.InputGradient((double*)Address(in dy), (double*)Address(in w), (double*)Address(in dx), in geometry);
                break;
            default:
                throw BackendChecks.NoKernel("conv2d", dx.DType);
        }

        GC.KeepAlive(dy.Storage);
        GC.KeepAlive(w.Storage);
        GC.KeepAlive(dx.Storage);
    }

    /// <inheritdoc/>
    public void ConvolveWeightGradient(in TensorView x, in TensorView dy, in TensorView dw, in ConvolutionGeometry geometry)
    {
        switch (dw.DType)
        {
            case DType.Float32:
                Convolutions.WeightGradient((float*)Address(in x), (float*)Address(in dy), (float*)Address(in dw), in geometry);
                break;
            case DType.Float64:
                Convolutions.WeightGradient((double*)Address(in x), (double*)Address(in dy), (double*)Address(in dw), in geometry);
                break;
            default:
                throw BackendChecks.NoKernel("conv2d", dw.DType);
        }

        GC.KeepAlive(x.Storage);
        GC.KeepAlive(dy.Storage);
        GC.KeepAlive(dw.Storage);
    }
}
