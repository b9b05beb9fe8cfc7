using System.Numerics;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Attention;

/// <summary>Attention of float or double, on the widest lanes the processor has.</summary>
internal static unsafe class TiledAttention
{
    /// <summary>Each query's mixture of values, and the logarithm of its scores' sum of exponentials.</summary>
    public static void Forward<T>(in AttentionArguments<T> arguments)
        where T : unmanaged, INumber<T>
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

    /// <summary>The cotangents of queries, keys and values.</summary>
    public static void Backward<T>(in AttentionArguments<T> arguments)
        where T : unmanaged, INumber<T>
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

    private static void Run<T, TLanes>(in AttentionArguments<T> arguments)
        where T : unmanaged, INumber<T>
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        AttentionJob<T, TLanes> job;
        job.Arguments = arguments;
        job.Blocks = (arguments.Queries + AttentionTile<T, TLanes>.Queries - 1) / AttentionTile<T, TLanes>.Queries;
        WorkerPool.For(checked(arguments.Batch * arguments.Heads * job.Blocks), in job);
    }

    private static void RunVjp<T, TLanes>(in AttentionArguments<T> arguments)
        where T : unmanaged, INumber<T>
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        AttentionVjpJob<T, TLanes> job;
        job.Arguments = arguments;
        job.Part = AttentionCotangents.All;

        // Apart they are seven products a tile and not five, which pays where there are too few heads for the threads.
        if (7 * job.Chunks >= 5 * AutogradOptions.Threads)
        {
            WorkerPool.For(job.Chunks, in job);
            return;
        }

        job.Part = AttentionCotangents.OfKeys;
        WorkerPool.For(job.Chunks, in job);
        job.Part = AttentionCotangents.OfQueries;
        WorkerPool.For(job.Chunks, in job);
    }
}
