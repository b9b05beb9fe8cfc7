using System.Numerics;
using Autograd.Backends.Cpu.Convolution;

namespace Autograd.Backends.Cpu.Pooling;

/// <summary>The largest element of each window of each plane, and its place.</summary>
internal static unsafe class MaxPooling
{
    /// <summary>Elements compared that make a chunk worth handing to a thread.</summary>
    private const long ChunkWork = 1 << 14;

    /// <summary>Pools all planes. The operation has checked that no window lies in the padding alone.</summary>
    public static void Run<T>(T* x, T* y, long* winners, in ConvolutionGeometry g)
        where T : unmanaged, INumber<T>
    {
        int planes = checked(g.Batch * g.InChannels);
        if (planes == 0 || g.OutHeight == 0 || g.OutWidth == 0)
        {
            return;
        }

        MaxPoolJob<T> job;
        job.G = g;
        job.Columns = StagedAxis.Forward(g.OutWidth, g.KernelWidth, g.StrideWidth, g.PaddingWidth, g.DilationWidth);
        job.X = x;
        job.Y = y;
        job.Winners = winners;
        job.Planes = planes;
        long work = (long)g.OutHeight * g.OutWidth * g.KernelHeight * g.KernelWidth;
        job.PlanesInChunk = (int)Math.Clamp(ChunkWork / work, 1, planes);
        WorkerPool.For((planes + job.PlanesInChunk - 1) / job.PlanesInChunk, in job);
    }
}
