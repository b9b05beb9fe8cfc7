using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>
/// Partial weight gradients, each summed over some images. With channels last, the patch at an output is a few runs of contiguous operands,
/// so the product of dy, where it lies, and the patches needs only a table of where each output's patch begins.
/// </summary>
/// <remarks>A chunk is a share of the images, a group and a part of the output channels; within it, images follow each other.</remarks>
internal unsafe struct WeightGradientJob<T, TRegister> : IParallelBody
    where T : unmanaged, INumberBase<T>
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    /// <summary>
    /// Outputs summed before the sums go to memory: their part of the patches stays in L1. Fewer where registers are short, since multiply-adds may round
    /// twice there.
    /// </summary>
    private static int DepthLimit => TRegister.Lanes * sizeof(T) < 32 ? 128 : 384;

    public ConvolutionGeometry G;
    public T* X;
    public T* Dy;

    /// <summary>For each share of the images, [out channels, kernel height, kernel width, in channels of a group].</summary>
    public T* Partial;

    public int Shares;
    public int Parts;
    public int PartChannels;

    /// <summary>Rows of outputs that are summed from one staging.</summary>
    public int BandRows;

    /// <summary>For each output of a band, where its patch begins among the staged rows, in bytes.</summary>
    public nint* Offsets;

    /// <summary>The same among copied patches.</summary>
    public nint* PatchOffsets;

    /// <summary>
    /// Whether each output's patch is copied together: where runs would fill only a part of a register, the copies are quicker than the rest.
    /// </summary>
    public readonly bool CopiesPatches => Run < TRegister.Lanes && Patch > Run;

    /// <summary>Elements that a patch and the staged rows have next to each other: a row of the kernel, but one place of it where dilated.</summary>
    public readonly int Run => (G.DilationWidth == 1 ? G.KernelWidth : 1) * (G.InChannels / G.Groups);

    /// <summary>Elements of a patch.</summary>
    public readonly int Patch => G.KernelHeight * G.KernelWidth * (G.InChannels / G.Groups);

    /// <summary>Columns of staged rows.</summary>
    public readonly int StagedColumns => ((G.OutWidth - 1) * G.StrideWidth) + ((G.KernelWidth - 1) * G.DilationWidth) + 1;

    /// <summary>Rows that a band of outputs reads.</summary>
    public readonly int StagedRows(int rows) => ((rows - 1) * G.StrideHeight) + ((G.KernelHeight - 1) * G.DilationHeight) + 1;

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        int part = chunk % Parts;
        int group = chunk / Parts % G.Groups;
        int share = chunk / Parts / G.Groups;
        int inChannels = G.InChannels / G.Groups;
        int outChannels = G.OutChannels / G.Groups;
        int firstChannel = part * PartChannels;
        int channels = Math.Min(PartChannels, outChannels - firstChannel);
        nint row = (nint)G.KernelHeight * G.KernelWidth * inChannels;
        nint firstOut = ((nint)group * outChannels) + firstChannel;
        T* sums = Partial + (((share * (nint)G.OutChannels) + firstOut) * row);
        nint staged = (nint)StagedRows(BandRows) * StagedColumns * inChannels;
        nint patches = CopiesPatches ? (nint)BandRows * G.OutWidth * Patch : 0;
        T* scratch = (T*)ConvolutionScratch.Local((staged + patches + PlaneTiles<T, TRegister>.Overrun) * sizeof(T));
        int firstImage = (int)((long)G.Batch * share / Shares);
        int endImage = (int)((long)G.Batch * (share + 1) / Shares);
        for (int image = firstImage; image < endImage; image++)
        {
            T* x = X + ((((nint)image * G.InChannels) + ((nint)group * inChannels)) * G.Height * G.Width);
            T* dy = Dy + ((((nint)image * G.OutChannels) + firstOut) * G.OutHeight * G.OutWidth);
            for (int firstRow = 0; firstRow < G.OutHeight; firstRow += BandRows)
            {
                int rows = Math.Min(BandRows, G.OutHeight - firstRow);
                PlaneStaging<T>.StageChannelsLast(
                    x,
                    inChannels,
                    G.Height,
                    G.Width,
                    (firstRow * G.StrideHeight) - G.PaddingHeight,
                    StagedRows(rows),
                    -G.PaddingWidth,
                    StagedColumns,
                    scratch);
                bool accumulate = image > firstImage || firstRow > 0;
                Multiply(dy + ((nint)firstRow * G.OutWidth), channels, rows * G.OutWidth, scratch, scratch + staged, sums, accumulate);
            }
        }
    }

    /// <summary>Adds the products of a band's outputs with their patches.</summary>
    private readonly void Multiply(T* dy, int channels, int outputs, T* staged, T* patches, T* sums, bool accumulate)
    {
        if (CopiesPatches)
        {
            CopyPatches(outputs, staged, patches);
        }

        int depths = ProductPlan.CeilingDivide(outputs, DepthLimit);
        int depth = ProductPlan.CeilingDivide(outputs, depths);
        int runsInRow = G.KernelWidth * (G.InChannels / G.Groups) / Run;
        for (int first = 0; first < outputs; first += depth)
        {
            int k = Math.Min(depth, outputs - first);
            if (CopiesPatches)
            {
                MultiplyRun(dy + first, channels, k, PatchOffsets + first, patches, Patch, sums, accumulate);
            }
            else
            {
                T* target = sums;
                for (int run = 0; run < G.KernelHeight * runsInRow; run++, target += Run)
                {
                    T* source = staged + RunStart(run / runsInRow, run % runsInRow);
                    MultiplyRun(dy + first, channels, k, Offsets + first, source, Run, target, accumulate);
                }
            }

            accumulate = true;
        }
    }

    /// <summary>Where a run of the first output's patch lies among the staged rows.</summary>
    private readonly nint RunStart(int row, int run) =>
        (((nint)row * G.DilationHeight * StagedColumns) + ((nint)run * G.DilationWidth)) * (G.InChannels / G.Groups);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void CopyPatches(int outputs, T* staged, T* target)
    {
        int run = Run;
        int rows = G.KernelHeight;
        int runsInRow = G.KernelWidth * (G.InChannels / G.Groups) / run;
        nint rowStep = (nint)G.DilationHeight * StagedColumns * (G.InChannels / G.Groups);
        nint runStep = (nint)G.DilationWidth * (G.InChannels / G.Groups);
        for (int output = 0; output < outputs; output++)
        {
            T* patch = (T*)((byte*)staged + Offsets[output]);
            for (int row = 0; row < rows; row++)
            {
                for (int i = 0; i < runsInRow; i++)
                {
                    // Whole registers: what one writes too much, the next overwrites, and the scratch has room behind the last.
                    T* source = patch + (row * rowStep) + (i * runStep);
                    for (int j = 0; j < run; j += Vector<T>.Count)
                    {
                        Vector.Load(source + j).Store(target + j);
                    }

                    target += run;
                }
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void MultiplyRun(T* dy, int channels, int k, nint* offsets, T* patches, int columns, T* sums, bool accumulate)
    {
        nint outputs = (nint)G.OutHeight * G.OutWidth;
        nint sumsRow = (nint)G.KernelHeight * G.KernelWidth * (G.InChannels / G.Groups);
        int panels = ProductPlan.CeilingDivide(channels, TRegister.MaximumRows);
        int panelRows = ProductPlan.CeilingDivide(channels, panels);
        int width = 2 * TRegister.Lanes;
        TileArguments<T> tile;
        tile.K = k;
        tile.ARow = outputs;
        tile.AStep = 1;
        tile.Offsets = offsets;
        tile.BStep = 0;
        tile.Bias = null;
        tile.Accumulate = accumulate;
        tile.CRow = sumsRow;
        for (int column = 0; column < columns; column += width)
        {
            tile.Columns = Math.Min(width, columns - column);
            tile.B = patches + column;
            for (int channel = 0; channel < channels; channel += panelRows)
            {
                tile.A = dy + (channel * outputs);
                tile.C = sums + (channel * sumsRow) + column;
                Tiles<T, TRegister>.RunFromTable<PatchColumns>(Math.Min(panelRows, channels - channel), &tile);
            }
        }
    }
}
