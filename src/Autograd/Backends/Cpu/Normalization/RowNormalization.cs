using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Convolution;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Normalization;

/// <summary>Normalisation of rows of float or double, on the widest lanes the processor has.</summary>
internal static unsafe class RowNormalization
{
    /// <summary>Elements that make a chunk worth handing to a thread.</summary>
    private const int ChunkElements = 1 << 13;

    /// <summary>The most chunks of a backward pass: each keeps a row of shares.</summary>
    private const int MostShares = 64;

    /// <summary>Each row's result, mean and reciprocal deviation.</summary>
    public static void Forward<T>(in RowArguments<T> arguments)
        where T : unmanaged, INumberBase<T>
    {
        if (LaneWidth.Use512)
        {
            Run<T, Wide512<T>>(arguments);
        }
        else if (LaneWidth.Use256)
        {
            Run<T, Wide256<T>>(arguments);
        }
        else if (LaneWidth.Use128)
        {
            Run<T, Wide128<T>>(arguments);
        }
        else
        {
            Run<T, Scalar<T>>(arguments);
        }
    }

    /// <summary>The cotangents asked for.</summary>
    public static void Backward<T>(in RowArguments<T> arguments)
        where T : unmanaged, INumberBase<T>
    {
        if (LaneWidth.Use512)
        {
            RunVjp<T, Wide512<T>>(arguments);
        }
        else if (LaneWidth.Use256)
        {
            RunVjp<T, Wide256<T>>(arguments);
        }
        else if (LaneWidth.Use128)
        {
            RunVjp<T, Wide128<T>>(arguments);
        }
        else
        {
            RunVjp<T, Scalar<T>>(arguments);
        }
    }

    private static void Run<T, TLanes>(RowArguments<T> arguments)
        where T : unmanaged, INumberBase<T>
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        if (arguments.Length == 0)
        {
            return;
        }

        T* constants = (T*)ConvolutionScratch.Shared(2 * (nint)arguments.Length * sizeof(T));
        FillIn(ref arguments, constants);
        RowJob<T, TLanes> job;
        job.Arguments = arguments;
        job.RowsInChunk = Math.Max(1, ChunkElements / arguments.Length);
        WorkerPool.For(Chunks(arguments.Rows, job.RowsInChunk), in job);
    }

    private static void RunVjp<T, TLanes>(RowArguments<T> arguments)
        where T : unmanaged, INumberBase<T>
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        int length = arguments.Length;
        if (length == 0)
        {
            return;
        }

        RowVjpJob<T, TLanes> job;
        job.RowsInChunk = Math.Max(Math.Max(1, ChunkElements / length), (int)(((long)arguments.Rows + MostShares - 1) / MostShares));
        int chunks = Chunks(arguments.Rows, job.RowsInChunk);
        bool shares = arguments.DWeight != null || arguments.DBias != null;
        T* constants = (T*)ConvolutionScratch.Shared((2 + (shares ? 2 * (nint)chunks : 0)) * length * sizeof(T));
        FillIn(ref arguments, constants);
        job.Arguments = arguments;
        job.Shares = shares ? constants + (2 * (nint)length) : null;
        job.AreWeightsFinite = AreFinite<T, TLanes>(arguments.Weight, length);
        WorkerPool.For(chunks, in job);
        Total(arguments.DWeight, job.Shares, length, chunks);
        Total(arguments.DBias, job.Shares + length, length, chunks);
    }

    /// <summary>Whether no element is ∞ or NaN: those times 0 are NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AreFinite<T, TLanes>(T* elements, int count)
        where T : unmanaged, INumberBase<T>
        where TLanes : unmanaged, ILanes<TLanes, T>
    {
        TLanes sum = TLanes.Zero;
        int i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            sum = TLanes.MultiplyAdd(TLanes.Load(elements + i), TLanes.Zero, sum);
        }

        if (i < count)
        {
            sum = TLanes.MultiplyAdd(LaneTail.Load<T, TLanes>(elements + i, count - i), TLanes.Zero, sum);
        }

        return LaneSums<T, TLanes>.Total(sum) == 0;
    }

    /// <summary>Adds up the chunks' shares, in their order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Total<T>(T* target, T* shares, int length, int chunks)
        where T : unmanaged, INumberBase<T>
    {
        if (target == null)
        {
            return;
        }

        new Span<T>(target, length).Clear();
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            T* share = shares + (2 * (nint)chunk * length);
            for (int i = 0; i < length; i++)
            {
                target[i] += share[i];
            }
        }
    }

    /// <summary>Ones for an absent weight, zeros for an absent bias: the loops know one case.</summary>
    private static void FillIn<T>(ref RowArguments<T> arguments, T* constants)
        where T : unmanaged, INumberBase<T>
    {
        if (arguments.Weight == null)
        {
            new Span<T>(constants, arguments.Length).Fill(T.One);
            arguments.Weight = constants;
        }

        if (arguments.Bias == null)
        {
            new Span<T>(constants + arguments.Length, arguments.Length).Clear();
            arguments.Bias = constants + arguments.Length;
        }
    }

    private static int Chunks(int rows, int rowsInChunk) => (int)(((long)rows + rowsInChunk - 1) / rowsInChunk);
}
