using System.Numerics;
using Autograd.Backends.Cpu.Convolution;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Normalization;

/// <summary>Normalisation of channels of float or double, on the widest lanes the processor has.</summary>
internal static unsafe class ChannelNormalization
{
    /// <summary>Elements that make a chunk worth handing to a thread.</summary>
    private const int ChunkElements = 1 << 13;

    /// <summary>Means and variances.</summary>
    public static void Moments<T>(in ChannelArguments<T> arguments)
        where T : unmanaged, INumberBase<T> => Choose(in arguments, ColumnPass.Moments);

    /// <summary>The normalised values.</summary>
    public static void Forward<T>(in ChannelArguments<T> arguments)
        where T : unmanaged, INumberBase<T> => Choose(in arguments, ColumnPass.Forward);

    /// <summary>The cotangents asked for.</summary>
    public static void Backward<T>(in ChannelArguments<T> arguments)
        where T : unmanaged, INumberBase<T> => Choose(in arguments, ColumnPass.Backward);

    /// <summary>1/√(variance + ε), rounded once.</summary>
    internal static T Reciprocal<T>(T variance, double epsilon)
        where T : unmanaged, INumberBase<T> => T.CreateTruncating(1 / Math.Sqrt(double.CreateTruncating(variance) + epsilon));

    private static void Choose<T>(in ChannelArguments<T> arguments, ColumnPass pass)
        where T : unmanaged, INumberBase<T>
    {
        if (LaneWidth.Use512)
        {
            Run<T, Wide512<T>>(in arguments, pass);
        }
        else if (LaneWidth.Use256)
        {
            Run<T, Wide256<T>>(in arguments, pass);
        }
        else if (LaneWidth.Use128)
        {
            Run<T, Wide128<T>>(in arguments, pass);
        }
        else
        {
            Run<T, Scalar<T>>(in arguments, pass);
        }
    }

    private static void Run<T, TLanes>(in ChannelArguments<T> arguments, ColumnPass pass)
        where T : unmanaged, INumberBase<T>
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        if (arguments.Groups == 0 && arguments.Inner == 1)
        {
            ColumnJob<T, TLanes> columns;
            columns.Arguments = arguments;
            columns.Pass = pass;
            WorkerPool.For((arguments.Channels + TLanes.Count - 1) / TLanes.Count, in columns);
            return;
        }

        int setsInChunk = (int)Math.Max(1, ChunkElements / Math.Max(1, arguments.CountInSet));
        int chunks = (int)(((long)arguments.Sets + setsInChunk - 1) / setsInChunk);
        switch (pass)
        {
            case ColumnPass.Moments:
                SegmentMomentsJob<T, TLanes> moments;
                moments.Arguments = arguments;
                moments.SetsInChunk = setsInChunk;
                WorkerPool.For(chunks, in moments);
                break;
            case ColumnPass.Forward:
                SegmentJob<T, TLanes> forward;
                forward.Arguments = arguments;
                forward.SetsInChunk = setsInChunk;
                WorkerPool.For(chunks, in forward);
                break;
            default:
                nint segments = (nint)arguments.Batch * arguments.Channels;
                SegmentVjpJob<T, TLanes> backward;
                backward.Arguments = arguments;
                backward.SetsInChunk = setsInChunk;
                backward.Plain = (double*)ConvolutionScratch.Shared(2 * segments * sizeof(double));
                backward.Products = backward.Plain + segments;
                WorkerPool.For(chunks, in backward);
                Total(arguments.DBias, backward.Plain, arguments.Batch, arguments.Channels);
                Total(arguments.DWeight, backward.Products, arguments.Batch, arguments.Channels);
                break;
        }
    }

    /// <summary>Adds up the segments of each channel, in the batch's order.</summary>
    private static void Total<T>(T* target, double* segments, int batch, int channels)
        where T : unmanaged, INumberBase<T>
    {
        if (target == null)
        {
            return;
        }

        for (int channel = 0; channel < channels; channel++)
        {
            double sum = 0;
            for (int item = 0; item < batch; item++)
            {
                sum += segments[((nint)item * channels) + channel];
            }

            target[channel] = T.CreateTruncating(sum);
        }
    }
}
