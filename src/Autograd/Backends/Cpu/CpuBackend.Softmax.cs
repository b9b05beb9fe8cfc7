using Autograd.Backends.Cpu.Softmax;

namespace Autograd.Backends.Cpu;

/// <content>Softmax and its logarithm.</content>
internal sealed unsafe partial class CpuBackend : ISoftmaxKernels
{
    /// <inheritdoc/>
    public void Softmax(in TensorView x, in TensorView y, bool logarithm)
    {
        switch (x.DType)
        {
            case DType.Float32:
                SoftmaxRows.Forward(Rows<float>(in x, in y, logarithm));
                break;
            case DType.Float64:
                SoftmaxRows.Forward(Rows<double>(in x, in y, logarithm));
                break;
            default:
                throw BackendChecks.NoKernel("softmax", x.DType);
        }

        GC.KeepAlive(x.Storage);
        GC.KeepAlive(y.Storage);
    }

    /// <inheritdoc/>
    public void SoftmaxVjp(in TensorView y, in TensorView dy, in TensorView dx, bool logarithm)
    {
        switch (y.DType)
        {
            case DType.Float32:
                SoftmaxRows.Backward(Rows<float>(in y, in dy, in dx, logarithm));
                break;
            case DType.Float64:
                SoftmaxRows.Backward(Rows<double>(in y, in dy, in dx, logarithm));
                break;
            default:
                throw BackendChecks.NoKernel("softmax", y.DType);
        }

        GC.KeepAlive(y.Storage);
        GC.KeepAlive(dy.Storage);
        GC.KeepAlive(dx.Storage);
    }

    private static SoftmaxArguments<T> Rows<T>(in TensorView x, in TensorView y, bool logarithm)
        where T : unmanaged
    {
        var length = x.Shape[^1];
        return new SoftmaxArguments<T>
        {
            Rows = length == 0 ? 0 : x.Shape.Count / length,
            Length = length,
            Logarithm = logarithm,
            X = (T*)Address(in x),
            Y = (T*)Address(in y),
        };
    }

    private static SoftmaxArguments<T> Rows<T>(in TensorView y, in TensorView dy, in TensorView dx, bool logarithm)
        where T : unmanaged
    {
        var arguments = Rows<T>(in y, in y, logarithm);
        arguments.DY = (T*)Address(in dy);
        arguments.DX = (T*)Address(in dx);
        return arguments;
    }
}
