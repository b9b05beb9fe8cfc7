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

        long element;
        Conversion.Store(value, y.DType, (byte*)&element);
        CopyLoop.Fill((byte*)&element, y);
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
