using Autograd.Backends.Cpu.CrossEntropy;

namespace Autograd.Backends.Cpu;

/// <content>Softmax cross-entropy.</content>
internal sealed unsafe partial class CpuBackend : ISoftmaxCrossEntropyKernels
{
    /// <inheritdoc/>
    public void CrossEntropy(in TensorView x, in TensorView targets, long ignored, in TensorView losses, in TensorView logSumExps)
    {
        switch (x.DType)
        {
            case DType.Float32:
                SoftmaxCrossEntropy.Forward(Forward<float>(in x, in targets, ignored, in losses, in logSumExps));
                break;
            case DType.Float64:
                SoftmaxCrossEntropy.Forward(Forward<double>(in x, in targets, ignored, in losses, in logSumExps));
                break;
            default:
                throw BackendChecks.NoKernel("crossentropy", x.DType);
        }

        GC.KeepAlive(x.Storage);
        GC.KeepAlive(targets.Storage);
        GC.KeepAlive(losses.Storage);
        GC.KeepAlive(logSumExps.Storage);
    }

    /// <inheritdoc/>
    public void CrossEntropyVjp(
        in TensorView x, in TensorView targets, long ignored, in TensorView logSumExps, in TensorView dLosses, in TensorView dx)
    {
        switch (x.DType)
        {
            case DType.Float32:
                SoftmaxCrossEntropy.Backward(Backward<float>(in x, in targets, ignored, in logSumExps, in dLosses, in dx));
                break;
            case DType.Float64:
                SoftmaxCrossEntropy.Backward(Backward<double>(in x, in targets, ignored, in logSumExps, in dLosses, in dx));
                break;
            default:
                throw BackendChecks.NoKernel("crossentropy", x.DType);
        }

        GC.KeepAlive(x.Storage);
        GC.KeepAlive(targets.Storage);
        GC.KeepAlive(logSumExps.Storage);
        GC.KeepAlive(dLosses.Storage);
        GC.KeepAlive(dx.Storage);
    }

    private static CrossEntropyArguments<T> Forward<T>(
        in TensorView x, in TensorView targets, long ignored, in TensorView losses, in TensorView logSumExps)
        where T : unmanaged
    {
        CrossEntropyArguments<T> arguments = Common<T>(in x, in targets, ignored, in logSumExps);
        arguments.Losses = (T*)Address(in losses);
        return arguments;
    }

    private static CrossEntropyArguments<T> Backward<T>(
        in TensorView x, in TensorView targets, long ignored, in TensorView logSumExps, in TensorView dLosses, in TensorView dx)
        where T : unmanaged
    {
        CrossEntropyArguments<T> arguments = Common<T>(in x, in targets, ignored, in logSumExps);
        arguments.DLosses = (T*)Address(in dLosses);
        arguments.Dx = (T*)Address(in dx);
        return arguments;
    }

    private static CrossEntropyArguments<T> Common<T>(in TensorView x, in TensorView targets, long ignored, in TensorView logSumExps)
        where T : unmanaged
    {
        CrossEntropyArguments<T> arguments = default;
        arguments.Rows = x.Shape[0];
        arguments.Classes = x.Shape[1];
        arguments.X = (T*)Address(in x);
        arguments.Targets = (long*)Address(in targets);
        arguments.Ignored = ignored;
        arguments.LogSumExps = (T*)Address(in logSumExps);
        return arguments;
    }
}
