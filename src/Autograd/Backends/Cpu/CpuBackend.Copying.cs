using Autograd.Backends.Cpu.Loops;

namespace Autograd.Backends.Cpu;

/// <content>Copies, conversions and fills.</content>
internal sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    public void Fill(in TensorView y, double value)
    {
        if (y.Shape.Count == 0)
            return;

        // Kernels take whole vectors, so one is converted; the first element of it is what is copied everywhere.
        var values = stackalloc double[KernelCall.Step];
        var elements = stackalloc double[KernelCall.Step];
        var operands = stackalloc byte*[2];
        new Span<double>(values, KernelCall.Step).Fill(value);
        operands[0] = (byte*)values;
        operands[1] = (byte*)elements;
        ConvertKernel.Of(DType.Float64, y.DType)(operands, KernelCall.Step);
        CopyLoop.Fill((byte*)elements, y);
        GC.KeepAlive(y.Storage);
    }

    /// <inheritdoc/>
    public void Copy(in TensorView x, in TensorView y)
    {
        if (y.Shape.Count == 0)
            return;
        if (x.DType == y.DType)
        {
            CopyLoop.Copy(x, y);
        }
        else
        {
            var loop = new ElementwiseLoop(y.Shape, ConvertKernel.Of(x.DType, y.DType));
            loop.Input(0, x);
            loop.Output(1, y);
            loop.Run();
        }

        GC.KeepAlive(x.Storage);
        GC.KeepAlive(y.Storage);
    }
}
