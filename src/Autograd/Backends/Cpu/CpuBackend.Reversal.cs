using Autograd.Backends.Cpu.Loops;

namespace Autograd.Backends.Cpu;

/// <content>Reversed axes.</content>
internal sealed unsafe partial class CpuBackend : IReversalKernels
{
    /// <inheritdoc/>
    public void Reverse(in TensorView x, in TensorView y, long outer, long inner)
    {
        if (y.Shape.Count == 0)
            return;
        var size = x.DType.Size();
        ReversalBody body;
        body.Source = (byte*)Address(in x);
        body.Target = (byte*)Address(in y);
        body.Length = y.Shape.Count / (outer * inner);
        body.InnerBytes = inner * size;
        body.Size = size;
        body.Lines = outer * body.Length;
        body.LinesInChunk = Math.Max(1, RangeBody.Bytes / body.InnerBytes);
        if (inner == 1)
        {
            // A chunk takes whole axes: they are reversed in place after the copy, while they lie in the cache.
            body.Lines = outer;
            body.LinesInChunk = Math.Max(1, RangeBody.Bytes / (body.Length * size));
        }

        WorkerPool.For((int)((body.Lines + body.LinesInChunk - 1) / body.LinesInChunk), in body);
        GC.KeepAlive(x.Storage);
        GC.KeepAlive(y.Storage);
    }
}
