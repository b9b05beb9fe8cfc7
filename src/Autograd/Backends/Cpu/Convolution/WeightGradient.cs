using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>Prepares the gradient with respect to the weights. How the images are shared out follows from the sizes alone, so the bits do too.</summary>
internal static unsafe class WeightGradient<T, TRegister>
    where T : unmanaged, INumberBase<T>
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    /// <summary>Staged rows up to this size stay in L2 beside dy and the sums.</summary>
    private const long StagedBytes = 1 << 18;

    /// <summary>The most shares of the images.</summary>
    private const int MostShares = 16;

    /// <summary>Elements that all shares' partial gradients may take together.</summary>
    private const long PartialElements = 1 << 21;

    /// <summary>dw.</summary>
    public static void Run(T* x, T* dy, T* dw, in ConvolutionGeometry g)
    {
        int inChannels = g.InChannels / g.Groups;
        int outChannels = g.OutChannels / g.Groups;
        nint weights = (nint)g.OutChannels * inChannels * g.KernelHeight * g.KernelWidth;
        if (weights == 0)
        {
            return;
        }

        if (g.Batch == 0 || g.OutHeight == 0 || g.OutWidth == 0)
        {
            new Span<T>(dw, checked((int)weights)).Clear();
            return;
        }

        int shares = (int)Math.Clamp(Math.Min(g.Batch, PartialElements / weights), 1, MostShares);
        shares = Math.Min(shares, g.Batch);
        WeightGradientJob<T, TRegister> job = default;
        job.G = g;
        job.X = x;
        job.Dy = dy;
        job.Shares = shares;
        bool few = inChannels == 1 && outChannels <= DepthwiseWeightGradientJob<T, TRegister>.MostOutputs;
        long rowBytes = (long)job.StagedColumns * inChannels * sizeof(T) * g.StrideHeight;
        job.BandRows = (int)Math.Clamp((StagedBytes / rowBytes) - g.KernelHeight, 1, g.OutHeight);
        job.BandRows = ProductPlan.CeilingDivide(g.OutHeight, ProductPlan.CeilingDivide(g.OutHeight, job.BandRows));

        nint partialBytes = ConvolutionScratch.Aligned(shares * weights * sizeof(T));
        byte* shared = ConvolutionScratch.Shared(partialBytes + (2 * (nint)job.BandRows * g.OutWidth * sizeof(nint)));
        job.Partial = (T*)shared;
        if (few)
        {
            DepthwiseWeightGradientJob<T, TRegister>.Run(x, dy, job.Partial, shares, in g);
        }
        else
        {
            job.Offsets = (nint*)(shared + partialBytes);
            job.PatchOffsets = job.Offsets + ((nint)job.BandRows * g.OutWidth);
            FillOffsets(in job);
            int parts = Math.Clamp(MostShares / (shares * g.Groups), 1, Math.Max(1, outChannels / (4 * TRegister.MaximumRows)));
            job.PartChannels = ProductPlan.CeilingDivide(outChannels, parts);
            job.Parts = ProductPlan.CeilingDivide(outChannels, job.PartChannels);
            WorkerPool.For(shares * g.Groups * job.Parts, in job);
        }

        WeightReductionJob<T> reduction = default;
        reduction.Partial = job.Partial;
        reduction.Target = dw;
        reduction.Shares = shares;
        reduction.OutChannels = g.OutChannels;
        reduction.InChannels = inChannels;
        reduction.Taps = g.KernelHeight * g.KernelWidth;
        WorkerPool.For(g.OutChannels, in reduction);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillOffsets(in WeightGradientJob<T, TRegister> job)
    {
        nint* table = job.Offsets;
        nint pixel = job.G.InChannels / job.G.Groups * sizeof(T);
        for (int row = 0; row < job.BandRows; row++)
        {
            for (int column = 0; column < job.G.OutWidth; column++)
            {
                job.PatchOffsets[table - job.Offsets] = (nint)(table - job.Offsets) * job.Patch * sizeof(T);
                *table++ = (((nint)row * job.G.StrideHeight * job.StagedColumns) + ((nint)column * job.G.StrideWidth)) * pixel;
            }
        }
    }
}
