using System.Numerics;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Softmax;

/// <summary>Softmax of rows of float or double, on the widest lanes the processor has.</summary>
internal static unsafe class SoftmaxRows
{
    /// <summary>Elements that make a chunk worth handing to a thread, some 4 µs.</summary>
    private const int ChunkElements = 1 << 13;

    /// <summary>Each row's softmax, or its logarithm.</summary>
    public static void Forward<T>(in SoftmaxArguments<T> arguments)
        where T : unmanaged, INumberBase<T>
    {
        if (LaneWidth.Use512)
            Run<T, Wide512<T>>(in arguments);
        else if (LaneWidth.Use256)
            Run<T, Wide256<T>>(in arguments);
        else if (LaneWidth.Use128)
            Run<T, Wide128<T>>(in arguments);
        else
            Run<T, Scalar<T>>(in arguments);
    }

    /// <summary>The logits' cotangents.</summary>
    public static void Backward<T>(in SoftmaxArguments<T> arguments)
        where T : unmanaged, INumberBase<T>
    {
        if (LaneWidth.Use512)
            RunVjp<T, Wide512<T>>(in arguments);
        else if (LaneWidth.Use256)
            RunVjp<T, Wide256<T>>(in arguments);
        else if (LaneWidth.Use128)
            RunVjp<T, Wide128<T>>(in arguments);
        else
            RunVjp<T, Scalar<T>>(in arguments);
    }

    private static void Run<T, TLanes>(in SoftmaxArguments<T> arguments)
        where T : unmanaged, INumberBase<T>
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        SoftmaxJob<T, TLanes> job;
        job.Arguments = arguments;
        job.RowsInChunk = RowsInChunk(arguments.Length);
        WorkerPool.For(Chunks(arguments.Rows, job.RowsInChunk), in job);
    }

    private static void RunVjp<T, TLanes>(in SoftmaxArguments<T> arguments)
        where T : unmanaged, INumberBase<T>
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        SoftmaxVjpJob<T, TLanes> job;
        job.Arguments = arguments;
        job.RowsInChunk = RowsInChunk(arguments.Length);
        WorkerPool.For(Chunks(arguments.Rows, job.RowsInChunk), in job);
    }

    private static int RowsInChunk(int length) => Math.Max(1, ChunkElements / Math.Max(8, length));

    private static int Chunks(long rows, int rowsInChunk) => checked((int)((rows + rowsInChunk - 1) / rowsInChunk));
}
