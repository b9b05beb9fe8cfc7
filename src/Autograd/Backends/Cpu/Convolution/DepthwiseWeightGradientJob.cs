using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>
/// Partial weight gradients of groups with one input channel and few output channels: each weight's is an inner product of two planes,
/// nine taps at once. A chunk is a share of the images and a group.
/// </summary>
internal unsafe struct DepthwiseWeightGradientJob<T, TRegister> : IParallelBody
    where T : unmanaged, INumberBase<T>
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    /// <summary>Output channels of a group up to which this is the faster way.</summary>
    public const int MostOutputs = 4;

    private const int TapsAtOnce = 9;

    private ConvolutionGeometry _g;
    private PlanePhase<T> _phase;
    private T* _x;
    private T* _dy;
    private T* _partial;
    private int _shares;

    /// <summary>Computes all shares, [out channels, taps] each.</summary>
    public static void Run(T* x, T* dy, T* partial, int shares, in ConvolutionGeometry g)
    {
        DepthwiseWeightGradientJob<T, TRegister> job;
        job._g = g;
        StagedAxis rows = StagedAxis.Forward(g.OutHeight, g.KernelHeight, g.StrideHeight, g.PaddingHeight, g.DilationHeight);
        StagedAxis columns = StagedAxis.Forward(g.OutWidth, g.KernelWidth, g.StrideWidth, g.PaddingWidth, g.DilationWidth);
        job._phase = PhasePlanner<T>.Plan(in rows, in columns, 1, g.Height, g.Width, long.MaxValue / 2);
        job._x = x;
        job._dy = dy;
        job._partial = partial;
        job._shares = shares;
        WorkerPool.For(shares * g.Groups, in job);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public readonly void Invoke(int chunk)
    {
        int group = chunk % _g.Groups;
        int share = chunk / _g.Groups;
        int outputs = _g.OutChannels / _g.Groups;
        int taps = _phase.K;
        T* sums = _partial + (((share * (nint)_g.OutChannels) + ((nint)group * outputs)) * taps);
        new Span<T>(sums, outputs * taps).Clear();
        int firstImage = (int)((long)_g.Batch * share / _shares);
        int endImage = (int)((long)_g.Batch * (share + 1) / _shares);
        nint tableBytes = ConvolutionScratch.Aligned((nint)taps * sizeof(nint));
        byte* scratch = ConvolutionScratch.Local(tableBytes + ((_phase.ChannelStride + PlaneTiles<T, TRegister>.Overrun) * sizeof(T)));
        PlanePhase<T> phase = _phase;
        PhasePlanner<T>.FillOffsets(ref phase, 1, (nint*)scratch);
        T* staged = (T*)(scratch + tableBytes);
        for (int image = firstImage; image < endImage; image++)
        {
            T* source = _x + ((((nint)image * _g.Groups) + group) * _g.Height * _g.Width);
            T* dy = _dy + ((((nint)image * _g.OutChannels) + ((nint)group * outputs)) * _g.OutHeight * _g.OutWidth);
            T* plane = source;
            if (!phase.InPlace)
            {
                int rows = phase.Rows.StagedLength(phase.BandRows);
                PlaneStaging<T>.Stage(
                    source, _g.Height, _g.Width, in phase.Rows, in phase.Columns, 0, rows, phase.Pitch, phase.PhasePlane, staged);
                plane = staged;
            }

            for (int output = 0; output < outputs; output++)
            {
                T* cotangent = dy + ((nint)output * _g.OutHeight * _g.OutWidth);
                for (int tap = 0; tap < taps; tap += TapsAtOnce)
                {
                    AddTaps(in phase, cotangent, plane, phase.Offsets + tap, Math.Min(TapsAtOnce, taps - tap), sums + ((nint)output * taps) + tap);
                }
            }
        }
    }

    /// <summary>Adds the inner products of up to nine taps; those beyond <paramref name="taps"/> repeat the first and are dropped.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddTaps(in PlanePhase<T> phase, T* dy, T* plane, nint* offsets, int taps, T* sums)
    {
        TRegister s0 = TRegister.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0, s8 = s0;
        byte* x = (byte*)plane;
        nint o0 = offsets[0];
        nint o1 = taps > 1 ? offsets[1] : o0;
        nint o2 = taps > 2 ? offsets[2] : o0;
        nint o3 = taps > 3 ? offsets[3] : o0;
        nint o4 = taps > 4 ? offsets[4] : o0;
        nint o5 = taps > 5 ? offsets[5] : o0;
        nint o6 = taps > 6 ? offsets[6] : o0;
        nint o7 = taps > 7 ? offsets[7] : o0;
        nint o8 = taps > 8 ? offsets[8] : o0;
        int columns = phase.Columns.Outputs;
        TRegister mask = TRegister.FirstLanes(columns % TRegister.Lanes);
        for (int row = 0; row < phase.Rows.Outputs; row++)
        {
            byte* line = x;
            int column = 0;
            for (; column <= columns - TRegister.Lanes; column += TRegister.Lanes, line += TRegister.Lanes * sizeof(T))
            {
                TRegister d = TRegister.Load(dy + column);
                s0 = TRegister.MultiplyAdd(d, TRegister.Load((T*)(line + o0)), s0);
                s1 = TRegister.MultiplyAdd(d, TRegister.Load((T*)(line + o1)), s1);
                s2 = TRegister.MultiplyAdd(d, TRegister.Load((T*)(line + o2)), s2);
                s3 = TRegister.MultiplyAdd(d, TRegister.Load((T*)(line + o3)), s3);
                s4 = TRegister.MultiplyAdd(d, TRegister.Load((T*)(line + o4)), s4);
                s5 = TRegister.MultiplyAdd(d, TRegister.Load((T*)(line + o5)), s5);
                s6 = TRegister.MultiplyAdd(d, TRegister.Load((T*)(line + o6)), s6);
                s7 = TRegister.MultiplyAdd(d, TRegister.Load((T*)(line + o7)), s7);
                s8 = TRegister.MultiplyAdd(d, TRegister.Load((T*)(line + o8)), s8);
            }

            if (column < columns)
            {
                TRegister d = TRegister.Load(dy + column, mask);
                s0 = TRegister.MultiplyAdd(d, TRegister.Load((T*)(line + o0), mask), s0);
                s1 = TRegister.MultiplyAdd(d, TRegister.Load((T*)(line + o1), mask), s1);
                s2 = TRegister.MultiplyAdd(d, TRegister.Load((T*)(line + o2), mask), s2);
                s3 = TRegister.MultiplyAdd(d, TRegister.Load((T*)(line + o3), mask), s3);
                s4 = TRegister.MultiplyAdd(d, TRegister.Load((T*)(line + o4), mask), s4);
                s5 = TRegister.MultiplyAdd(d, TRegister.Load((T*)(line + o5), mask), s5);
                s6 = TRegister.MultiplyAdd(d, TRegister.Load((T*)(line + o6), mask), s6);
                s7 = TRegister.MultiplyAdd(d, TRegister.Load((T*)(line + o7), mask), s7);
                s8 = TRegister.MultiplyAdd(d, TRegister.Load((T*)(line + o8), mask), s8);
            }

            dy += columns;
            x += (nint)phase.Pitch * sizeof(T);
        }

        T* lanes = stackalloc T[TapsAtOnce * TRegister.Lanes];
        TRegister.Store(lanes, s0);
        TRegister.Store(lanes + TRegister.Lanes, s1);
        TRegister.Store(lanes + (2 * TRegister.Lanes), s2);
        TRegister.Store(lanes + (3 * TRegister.Lanes), s3);
        TRegister.Store(lanes + (4 * TRegister.Lanes), s4);
        TRegister.Store(lanes + (5 * TRegister.Lanes), s5);
        TRegister.Store(lanes + (6 * TRegister.Lanes), s6);
        TRegister.Store(lanes + (7 * TRegister.Lanes), s7);
        TRegister.Store(lanes + (8 * TRegister.Lanes), s8);
        for (int tap = 0; tap < taps; tap++)
        {
            sums[tap] += SumOf(lanes + (tap * TRegister.Lanes));
        }
    }

    /// <summary>The lanes' sum by halving.</summary>
    private static T SumOf(T* lanes)
    {
        for (int half = TRegister.Lanes / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                lanes[i] += lanes[i + half];
            }
        }

        return lanes[0];
    }
}
