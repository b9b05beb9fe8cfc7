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
        int outChannels = g.OutChannels / g.Groups;
        if (PrefersPixels(in phase, outChannels, (long)g.Batch * g.OutHeight * g.OutWidth))
        {
            rows = StagedAxis.ForwardWhole(g.OutHeight, g.KernelHeight, g.StrideHeight, g.PaddingHeight, g.DilationHeight);
            columns = StagedAxis.ForwardWhole(g.OutWidth, g.KernelWidth, g.StrideWidth, g.PaddingWidth, g.DilationWidth);
            phase = PhasePlanner<T>.Plan(in rows, in columns, inChannels, g.Height, g.Width, PlaneJob<T, TRegister>.StagedBytes);
            phase.ByPixels = true;
        }

        nint packed = phase.ByPixels ? PixelTiles<T, TRegister>.PackedElements(outChannels, phase.K) : 0;
        nint tableBytes = ConvolutionScratch.Aligned((nint)phase.K * sizeof(nint));
        byte* shared = ConvolutionScratch.Shared(tableBytes + (g.Groups * packed * sizeof(T)));
        PhasePlanner<T>.FillOffsets(ref phase, inChannels, (nint*)shared);
        phase.Weights = w;
        phase.WeightsGroup = (nint)outChannels * phase.K;
        if (phase.ByPixels)
        {
            phase.Weights = (T*)(shared + tableBytes);
            phase.WeightsGroup = packed;
            PanelWeightsJob<T, TRegister> packing;
            packing.Weights = w;
            packing.Packed = phase.Weights;
            packing.Groups = g.Groups;
            packing.Channels = outChannels;
            packing.K = phase.K;
            packing.Run();
        }

        PlaneJob<T, TRegister> job = default;
        job.Images = g.Batch;
        job.Groups = g.Groups;
        job.SourceChannels = inChannels;
        job.SourceHeight = g.Height;
        job.SourceWidth = g.Width;
        job.Source = x;
        job.TargetChannels = outChannels;
        job.TargetHeight = g.OutHeight;
        job.TargetWidth = g.OutWidth;
        job.Target = y;
        job.Bias = bias;
        job.Phases = &phase;
        job.PhaseCount = 1;
        job.Run();
    }

    /// <summary>dx, as one convolution of dy for each remainder that a position of x leaves over the strides, or tap by tap where that is cheaper.</summary>
    [SkipLocalsInit]
    public static void InputGradient(T* dy, T* w, T* dx, in ConvolutionGeometry g)
    {
        int inChannels = g.InChannels / g.Groups;
        int outChannels = g.OutChannels / g.Groups;
        int phases = g.StrideHeight * g.StrideWidth;
        nint taps = (nint)g.KernelHeight * g.KernelWidth;
        nint phasesBytes = ConvolutionScratch.Aligned(phases * (nint)sizeof(PlanePhase<T>));
        nint tablesBytes = ConvolutionScratch.Aligned(outChannels * taps * sizeof(nint));
        nint weights = g.Groups * PixelTiles<T, TRegister>.PackedElements(inChannels, checked((int)(outChannels * taps)));
        PlanePhase<T>* phase = (PlanePhase<T>*)ConvolutionScratch.Shared(phasesBytes + tablesBytes + (weights * sizeof(T)));
        double cost = PlanBackward(phase, in g);
        bool byPixels = phases == 1 && PrefersPixels(in phase[0], inChannels, (long)g.Batch * g.Height * g.Width);
        if (ScatterJob<T, TRegister>.Cost(in g) < (byPixels ? PixelCost(in phase[0], inChannels) : cost))
        {
            ScatterJob<T, TRegister>.Run(dy, w, dx, in g);
            return;
        }

        nint* table = (nint*)((byte*)phase + phasesBytes);
        T* transposed = (T*)((byte*)phase + phasesBytes + tablesBytes);
        for (int i = 0; i < phases; i++)
        {
            PhasePlanner<T>.FillOffsets(ref phase[i], outChannels, table);
            phase[i].Weights = transposed;
            phase[i].WeightsGroup = (nint)inChannels * phase[i].K;
            table += phase[i].K;
            transposed += (nint)g.InChannels * phase[i].K;
        }

        if (byPixels)
        {
            phase[0].ByPixels = true;
            phase[0].WeightsGroup = PixelTiles<T, TRegister>.PackedElements(inChannels, phase[0].K);
            TapWeightsJob<T, TRegister> packing;
            packing.Weights = w;
            packing.Packed = phase[0].Weights;
            packing.InChannels = inChannels;
            packing.OutChannels = outChannels;
            packing.Taps = (int)taps;
            packing.TapStep = PixelTiles<T, TRegister>.PanelChannels;
            packing.OutputStep = taps * PixelTiles<T, TRegister>.PanelChannels;
            WorkerPool.For(g.OutChannels, in packing);
        }
        else
        {
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
        }

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

    /// <summary>Whether pixel tiles are the cheaper ones, counting that their weights must be packed for so many outputs in all.</summary>
    private static bool PrefersPixels(in PlanePhase<T> phase, int channels, long outputs)
    {
        // Packing an element takes the time of multiplying it with this many outputs.
        const double PackingOutputs = 100;
        if (channels <= PlaneJob<T, TRegister>.FewChannels || phase.K == 0 || outputs == 0)
        {
            return false;
        }

        return PixelCost(in phase, channels) + (PackingOutputs / outputs * PlaneOutputs(in phase) * channels * phase.K) < PlaneCost(in phase, channels);
    }

    private static double PlaneOutputs(in PlanePhase<T> phase) => (double)phase.Rows.Outputs * phase.Columns.Outputs;

    private static double PixelCost(in PlanePhase<T> phase, int channels) =>
        (phase.K * PixelTiles<T, TRegister>.Cost(channels, phase.Rows.Outputs, phase.Columns.Outputs))
        + (TileCost.TransposedElement * channels * PlaneOutputs(in phase));

    private static double PlaneCost(in PlanePhase<T> phase, int channels) =>
        (phase.K * PlaneTiles<T, TRegister>.Cost(channels, phase.Rows.Outputs, phase.Columns.Outputs, phase.Pitch))
        + ((phase.Columns.TargetStep == 1 ? TileCost.CopiedElement : TileCost.SpreadElement) * channels * PlaneOutputs(in phase));

    /// <summary>Plans the input gradient's phases, and tells what they cost together, in elements of full registers for each k.</summary>
    private static double PlanBackward(PlanePhase<T>* phase, in ConvolutionGeometry g)
    {
        double cost = 0;
        for (int i = 0; i < g.StrideHeight * g.StrideWidth; i++)
        {
            StagedAxis rows = StagedAxis.Backward(
                g.Height, g.KernelHeight, g.StrideHeight, g.PaddingHeight, g.DilationHeight, i / g.StrideWidth);
            StagedAxis columns = StagedAxis.Backward(
                g.Width, g.KernelWidth, g.StrideWidth, g.PaddingWidth, g.DilationWidth, i % g.StrideWidth);
            phase[i] = PhasePlanner<T>.Plan(
                in rows, in columns, g.OutChannels / g.Groups, g.OutHeight, g.OutWidth, PlaneJob<T, TRegister>.StagedBytes);
            if (rows.Outputs > 0 && columns.Outputs > 0)
            {
                cost += PlaneCost(in phase[i], g.InChannels / g.Groups);
            }
        }

        return cost;
    }
}
