using System.Numerics;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.CrossEntropy;

/// <summary>Softmax cross-entropy of rows of float or double against class indices, on the widest lanes the processor has.</summary>
internal static unsafe class SoftmaxCrossEntropy
{
    /// <summary>Elements that make a chunk worth handing to a thread, some 4 µs.</summary>
    private const int ChunkElements = 1 << 13;

    /// <summary>Each row's loss and logarithm of the sum of exponentials.</summary>
    public static void Forward<T>(in CrossEntropyArguments<T> arguments)
        where T : unmanaged, INumberBase<T>
    {
        if (LaneWidth.Use512)
        {
            Run<T, Wide512<T>>(in arguments);
        }
        else if (LaneWidth.Use256)
        {
            Run<T, Wide256<T>>(in arguments);
        }
        else if (LaneWidth.Use128)
        {
            Run<T, Wide128<T>>(in arguments);
        }
        else
        {
            Run<T, Scalar<T>>(in arguments);
        }
    }

    /// <summary>The logits' cotangents.</summary>
    public static void Backward<T>(in CrossEntropyArguments<T> arguments)
        where T : unmanaged, INumberBase<T>
    {
        if (LaneWidth.Use512)
        {
            RunVjp<T, Wide512<T>>(in arguments);
        }
        else if (LaneWidth.Use256)
        {
            RunVjp<T, Wide256<T>>(in arguments);
        }
        else if (LaneWidth.Use128)
        {
            RunVjp<T, Wide128<T>>(in arguments);
        }
        else
        {
            RunVjp<T, Scalar<T>>(in arguments);
        }
    }

    private static void Run<T, TLanes>(in CrossEntropyArguments<T> arguments)
        where T : unmanaged, INumberBase<T>
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        CrossEntropyJob<T, TLanes> job;
        job.Arguments = arguments;
        job.RowsInChunk = RowsInChunk(arguments.Classes);
        WorkerPool.For(Chunks(arguments.Rows, job.RowsInChunk), in job);
    }

    private static void RunVjp<T, TLanes>(in CrossEntropyArguments<T> arguments)
        where T : unmanaged, INumberBase<T>
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        CrossEntropyVjpJob<T, TLanes> job;
        job.Arguments = arguments;
        job.RowsInChunk = RowsInChunk(arguments.Classes);
        WorkerPool.For(Chunks(arguments.Rows, job.RowsInChunk), in job);
    }

    private static int RowsInChunk(int classes) => Math.Max(1, ChunkElements / Math.Max(8, classes));

    private static int Chunks(int rows, int rowsInChunk) => (int)(((long)rows + rowsInChunk - 1) / rowsInChunk);
}
