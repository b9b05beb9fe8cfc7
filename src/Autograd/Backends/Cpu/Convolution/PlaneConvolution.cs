using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>Prepares the two maps that are convolutions of planes: the forward one, and the gradient with respect to the input.</summary>
internal static unsafe class PlaneConvolution<T, TRegister>
    where T : unmanaged, INumberBase<T>
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    /// <summary>y = x ∗ w (+ bias).</summary>
    [SkipLocalsInit]
    public static void Forward(T* x, T* w, T* bias, T* y, in ConvolutionGeometry g)
    {
        int inChannels = g.InChannels / g.Groups;
        StagedAxis rows = StagedAxis.Forward(g.OutHeight, g.KernelHeight, g.StrideHeight, g.PaddingHeight, g.DilationHeight);
        StagedAxis columns = StagedAxis.Forward(g.OutWidth, g.KernelWidth, g.StrideWidth, g.PaddingWidth, g.DilationWidth);
        PlanePhase<T> phase = PhasePlanner<T>.Plan(in rows, in columns, inChannels, g.Height, g.Width, PlaneJob<T, TRegister>.StagedBytes);
        PhasePlanner<T>.FillOffsets(ref phase, inChannels, (nint*)ConvolutionScratch.Shared((nint)phase.K * sizeof(nint)));
        phase.Weights = w;
        phase.WeightsGroup = (nint)(g.OutChannels / g.Groups) * phase.K;

        PlaneJob<T, TRegister> job = default;
        job.Images = g.Batch;
        job.Groups = g.Groups;
        job.SourceChannels = inChannels;
        job.SourceHeight = g.Height;
        job.SourceWidth = g.Width;
        job.Source = x;
        job.TargetChannels = g.OutChannels / g.Groups;
        job.TargetHeight = g.OutHeight;
        job.TargetWidth = g.OutWidth;
        job.Target = y;
        job.Bias = bias;
        job.Phases = &phase;
        job.PhaseCount = 1;
        job.Run();
    }

    /// <summary>dx, as one convolution of dy for each remainder that a position of x leaves over the strides.</summary>
    [SkipLocalsInit]
    public static void InputGradient(T* dy, T* w, T* dx, in ConvolutionGeometry g)
    {
        int inChannels = g.InChannels / g.Groups;
        int outChannels = g.OutChannels / g.Groups;
        int phases = g.StrideHeight * g.StrideWidth;
        nint taps = (nint)g.KernelHeight * g.KernelWidth;
        nint phasesBytes = ConvolutionScratch.Aligned(phases * (nint)sizeof(PlanePhase<T>));
        nint tablesBytes = ConvolutionScratch.Aligned(outChannels * taps * sizeof(nint));
        nint weights = g.InChannels * (nint)outChannels * taps;
        byte* shared = ConvolutionScratch.Shared(phasesBytes + tablesBytes + (weights * sizeof(T)));
        PlanePhase<T>* phase = (PlanePhase<T>*)shared;
        nint* table = (nint*)(shared + phasesBytes);
        T* transposed = (T*)(shared + phasesBytes + tablesBytes);
        for (int i = 0; i < phases; i++)
        {
            StagedAxis rows = StagedAxis.Backward(
                g.Height, g.KernelHeight, g.StrideHeight, g.PaddingHeight, g.DilationHeight, i / g.StrideWidth);
            StagedAxis columns = StagedAxis.Backward(
                g.Width, g.KernelWidth, g.StrideWidth, g.PaddingWidth, g.DilationWidth, i % g.StrideWidth);
            phase[i] = PhasePlanner<T>.Plan(in rows, in columns, outChannels, g.OutHeight, g.OutWidth, PlaneJob<T, TRegister>.StagedBytes);
            PhasePlanner<T>.FillOffsets(ref phase[i], outChannels, table);
            phase[i].Weights = transposed;
            phase[i].WeightsGroup = (nint)inChannels * phase[i].K;
            table += phase[i].K;
            transposed += (nint)g.InChannels * phase[i].K;
        }

        TransposedWeightsJob<T> transposition = default;
        transposition.Weights = w;
        transposition.Groups = g.Groups;
        transposition.InChannels = inChannels;
        transposition.OutChannels = outChannels;
        transposition.KernelHeight = g.KernelHeight;
        transposition.KernelWidth = g.KernelWidth;
        transposition.Phases = phase;
        transposition.PhaseCount = phases;
        WorkerPool.For(g.InChannels, in transposition);

        PlaneJob<T, TRegister> job = default;
        job.Images = g.Batch;
        job.Groups = g.Groups;
        job.SourceChannels = outChannels;
        job.SourceHeight = g.OutHeight;
        job.SourceWidth = g.OutWidth;
        job.Source = dy;
        job.TargetChannels = inChannels;
        job.TargetHeight = g.Height;
        job.TargetWidth = g.Width;
        job.Target = dx;
        job.Phases = phase;
        job.PhaseCount = phases;
        job.Run();
    }
}
