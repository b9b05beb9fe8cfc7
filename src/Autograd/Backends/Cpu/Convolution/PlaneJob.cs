using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>
/// All of a convolution's outputs, or all of an input gradient's, in items that may run in parallel: an image, a group, a phase, a band of
/// rows and a part of the output channels. An item stages its part of the source and multiplies.
/// </summary>
internal unsafe struct PlaneJob<T, TRegister> : IParallelBody
    where T : unmanaged, INumberBase<T>
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    /// <summary>Staged planes up to this size stay in L2 beside the weights.</summary>
    public const long StagedBytes = 1 << 18;

    /// <summary>Multiply-adds that make a chunk worth handing to a thread, some 4 µs.</summary>
    private const long ChunkWork = 1 << 18;

    /// <summary>With fewer items than this and much work in each, the output channels are split too.</summary>
    private const int ItemsWanted = 16;

    /// <summary>Output channels up to this many are computed one by one.</summary>
    public const int FewChannels = 2;

    public int Images;
    public int Groups;

    /// <summary>Source channels of a group.</summary>
    public int SourceChannels;
    public int SourceHeight;
    public int SourceWidth;
    public T* Source;

    /// <summary>Target channels of a group.</summary>
    public int TargetChannels;
    public int TargetHeight;
    public int TargetWidth;
    public T* Target;

    /// <summary>One value for each target channel of all groups, or null.</summary>
    public T* Bias;

    public PlanePhase<T>* Phases;
    public int PhaseCount;

    private int _bands;
    private int _parts;
    private int _partChannels;
    private int _itemsInChunk;
    private int _items;

    /// <summary>Computes everything; the other fields are set.</summary>
    public void Run()
    {
        long work = 0;
        _bands = 0;
        for (int i = 0; i < PhaseCount; i++)
        {
            StagedAxis rows = Phases[i].Rows;
            _bands = Math.Max(_bands, ProductPlan.CeilingDivide(rows.Outputs, Phases[i].BandRows));
            work += (long)rows.Outputs * Phases[i].Columns.Outputs * Phases[i].K * TargetChannels;
        }

        long items = (long)Images * Groups * PhaseCount * _bands;
        if (items == 0 || TargetChannels == 0)
        {
            return;
        }

        long itemWork = Math.Max(1, work / ((long)PhaseCount * _bands));
        long parts = Math.Min(ItemsWanted / Math.Min(items, ItemsWanted), Math.Min(itemWork / (4 * ChunkWork), TargetChannels / 32));
        _partChannels = ProductPlan.CeilingDivide(TargetChannels, (int)Math.Max(1, parts));
        if (_partChannels < TargetChannels)
        {
            // Whole panels of weights, whichever tiles multiply them.
            _partChannels = ProductPlan.RoundUp(_partChannels, PixelTiles<T, TRegister>.PanelChannels);
        }

        _parts = ProductPlan.CeilingDivide(TargetChannels, _partChannels);
        _items = checked((int)(items * _parts));
        _itemsInChunk = (int)Math.Clamp(ChunkWork * _parts / itemWork, 1, _items);
        WorkerPool.For(ProductPlan.CeilingDivide(_items, _itemsInChunk), in this);
    }

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        int first = chunk * _itemsInChunk;
        int end = Math.Min(_items, first + _itemsInChunk);
        for (int item = first; item < end; item++)
        {
            int part = item % _parts;
            int rest = item / _parts;
            int band = rest % _bands;
            rest /= _bands;
            int phase = rest % PhaseCount;
            rest /= PhaseCount;
            RunItem(rest, in Phases[phase], band, part);
        }
    }

    [SkipLocalsInit]
    private readonly void RunItem(int imageAndGroup, in PlanePhase<T> phase, int band, int part)
    {
        int firstRow = band * phase.BandRows;
        int rows = Math.Min(phase.BandRows, phase.Rows.Outputs - firstRow);
        if (rows <= 0 || phase.Columns.Outputs == 0)
        {
            return;
        }

        int group = imageAndGroup % Groups;
        int firstChannel = part * _partChannels;
        nint targetPlane = (nint)TargetHeight * TargetWidth;
        int targetRow = phase.Rows.TargetOrigin + (firstRow * phase.Rows.TargetStep);

        PlaneProduct<T> product = default;
        product.Weights = phase.Weights + (group * phase.WeightsGroup) + ((nint)firstChannel * phase.K);
        product.Channels = Math.Min(_partChannels, TargetChannels - firstChannel);
        product.K = phase.K;
        product.Offsets = phase.Offsets;
        product.Pitch = phase.Pitch;
        product.SourceRow = (nint)phase.Rows.OutputStep * phase.Pitch;
        product.SourceColumn = phase.Columns.OutputStep;
        product.Rows = rows;
        product.Columns = phase.Columns.Outputs;
        product.Target = Target + ((((nint)imageAndGroup * TargetChannels) + firstChannel) * targetPlane)
            + ((nint)targetRow * TargetWidth) + phase.Columns.TargetOrigin;
        product.TargetChannel = targetPlane;
        product.TargetRow = (nint)phase.Rows.TargetStep * TargetWidth;
        product.TargetColumn = phase.Columns.TargetStep;
        product.Bias = Bias == null ? null : Bias + (group * TargetChannels) + firstChannel;
        if (phase.K == 0)
        {
            Fill(in product);
            return;
        }

        bool few = TargetChannels <= FewChannels;
        int overrun = PlaneTiles<T, TRegister>.Overrun;
        nint work = few ? product.FlatLength + overrun : PlaneTiles<T, TRegister>.TileElements;
        T* source = Source + (imageAndGroup * SourceChannels * (nint)SourceHeight * SourceWidth);
        nint needed = phase.LargestOffset + ((rows - 1) * product.SourceRow) + ((nint)product.Columns * product.SourceColumn) + overrun;
        nint firstElement = firstRow * product.SourceRow;
        if (phase.InPlace && firstElement + needed <= SourceElements() - (source - Source))
        {
            product.Source = source + firstElement;
            Multiply(in product, phase.ByPixels, few, (T*)ConvolutionScratch.Local(work * sizeof(T)));
            return;
        }

        nint stagedBytes = ConvolutionScratch.Aligned(Math.Max(needed, SourceChannels * phase.ChannelStride) * sizeof(T));
        byte* scratch = ConvolutionScratch.Local(stagedBytes + (work * sizeof(T)));
        product.Source = (T*)scratch;
        Stage(in phase, source, firstRow, rows, product.Source);
        Multiply(in product, phase.ByPixels, few, (T*)(scratch + stagedBytes));
    }

    private static void Multiply(in PlaneProduct<T> product, bool byPixels, bool few, T* scratch)
    {
        if (byPixels)
        {
            PixelTiles<T, TRegister>.Run(in product, scratch);
        }
        else if (few)
        {
            DepthwiseProduct<T, TRegister>.Run(in product, scratch);
        }
        else
        {
            PlaneTiles<T, TRegister>.Run(in product, scratch);
        }
    }

    private readonly void Stage(in PlanePhase<T> phase, T* source, int firstRow, int rows, T* target)
    {
        nint plane = (nint)SourceHeight * SourceWidth;
        int stagedRows = phase.Rows.StagedLength(rows);
        for (int channel = 0; channel < SourceChannels; channel++)
        {
            PlaneStaging<T>.Stage(
                source + (channel * plane),
                SourceHeight,
                SourceWidth,
                in phase.Rows,
                in phase.Columns,
                firstRow,
                stagedRows,
                phase.Pitch,
                phase.PhasePlane,
                target + (channel * phase.ChannelStride));
        }
    }

    /// <summary>What no weight reaches is zero, or the bias.</summary>
    private static void Fill(in PlaneProduct<T> p)
    {
        for (int channel = 0; channel < p.Channels; channel++)
        {
            T value = p.Bias == null ? T.Zero : p.Bias[channel];
            for (int row = 0; row < p.Rows; row++)
            {
                T* target = p.Target + (channel * p.TargetChannel) + (row * p.TargetRow);
                for (int column = 0; column < p.Columns; column++)
                {
                    target[(nint)column * p.TargetColumn] = value;
                }
            }
        }
    }

    private readonly nint SourceElements() => (nint)Images * Groups * SourceChannels * SourceHeight * SourceWidth;
}
