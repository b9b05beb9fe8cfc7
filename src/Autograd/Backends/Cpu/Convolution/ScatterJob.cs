using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>
/// The input gradient by adding, tap by tap, products of dy and the tap's weights to where they belong: dx[i·stride + u·dilation] +=
/// dy[i]·w[u]. With channels last the places are the rows of a tile a constant step apart, whatever the stride, so nothing is multiplied
/// with zeros between or around dy. A chunk is some images, a group and a panel of input channels.
/// </summary>
internal unsafe struct ScatterJob<T, TRegister> : IParallelBody
    where T : unmanaged, INumberBase<T>
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    /// <summary>Sums of a panel up to this size stay in L2 beside dy and the weights.</summary>
    private const long SumsBytes = 1 << 19;

    /// <summary>Multiply-adds that make a chunk worth handing to a thread, some 4 µs.</summary>
    private const long ChunkWork = 1 << 18;

    private ConvolutionGeometry _g;
    private T* _dy;
    private T* _dx;
    private T* _weights;
    private int _panels;
    private int _imagesInChunk;
    private bool _byImages;

    private readonly int InChannels => _g.InChannels / _g.Groups;

    private readonly int OutChannels => _g.OutChannels / _g.Groups;

    // Sums cover what taps reach and all of x.
    private readonly int SumsHeight => Math.Max(
        ((_g.OutHeight - 1) * _g.StrideHeight) + ((_g.KernelHeight - 1) * _g.DilationHeight) + 1, _g.PaddingHeight + _g.Height);

    private readonly int SumsWidth => Math.Max(
        ((_g.OutWidth - 1) * _g.StrideWidth) + ((_g.KernelWidth - 1) * _g.DilationWidth) + 1, _g.PaddingWidth + _g.Width);

    private readonly nint PanelElements => (nint)_g.KernelHeight * _g.KernelWidth * OutChannels * PixelTiles<T, TRegister>.PanelChannels;

    /// <summary>What it costs, in elements multiplied; infinitely much where it is not to be used.</summary>
    public static double Cost(in ConvolutionGeometry g)
    {
        // Going through memory after each tap costs about so much.
        const double Overhead = 1.12;
        ScatterJob<T, TRegister> job = default;
        job._g = g;
        long sums = (long)job.SumsHeight * job.SumsWidth * PixelTiles<T, TRegister>.PanelChannels * sizeof(T);
        if (job.InChannels < TRegister.Lanes / 4 || sums > SumsBytes || g.OutHeight == 0 || g.OutWidth == 0)
        {
            return double.PositiveInfinity;
        }

        double terms = (double)g.KernelHeight * g.KernelWidth * job.OutChannels;
        int images = Math.Min(g.Batch, TRegister.MaximumRows);
        double cost = TakesImages(in g)
            ? (double)g.OutHeight * PixelTiles<T, TRegister>.Cost(job.InChannels, g.OutWidth, images) / images
            : PixelTiles<T, TRegister>.Cost(job.InChannels, g.OutHeight, g.OutWidth);
        double written = (double)job.SumsHeight * job.SumsWidth * job.InChannels;
        return (Overhead * cost * terms) + (TileCost.TransposedElement * written);
    }

    /// <summary>Computes dx.</summary>
    public static void Run(T* dy, T* w, T* dx, in ConvolutionGeometry g)
    {
        ScatterJob<T, TRegister> job = default;
        job._g = g;
        job._dy = dy;
        job._dx = dx;
        job._panels = ProductPlan.CeilingDivide(job.InChannels, PixelTiles<T, TRegister>.PanelChannels);
        job._weights = (T*)ConvolutionScratch.Shared(g.Groups * job._panels * job.PanelElements * sizeof(T));
        TapWeightsJob<T, TRegister> packing;
        packing.Weights = w;
        packing.Packed = job._weights;
        packing.InChannels = job.InChannels;
        packing.OutChannels = job.OutChannels;
        packing.Taps = g.KernelHeight * g.KernelWidth;
        packing.TapStep = (nint)job.OutChannels * PixelTiles<T, TRegister>.PanelChannels;
        packing.OutputStep = PixelTiles<T, TRegister>.PanelChannels;
        WorkerPool.For(g.OutChannels, in packing);

        job._byImages = TakesImages(in g);
        long work = (long)g.OutHeight * g.OutWidth * g.KernelHeight * g.KernelWidth * job.OutChannels * PixelTiles<T, TRegister>.PanelChannels;
        job._imagesInChunk = job._byImages
            ? ProductPlan.CeilingDivide(g.Batch, ProductPlan.CeilingDivide(g.Batch, TRegister.MaximumRows))
            : (int)Math.Clamp(ChunkWork / work, 1, g.Batch);
        WorkerPool.For(ProductPlan.CeilingDivide(g.Batch, job._imagesInChunk) * g.Groups * job._panels, in job);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public readonly void Invoke(int chunk)
    {
        int panel = chunk % _panels;
        int group = chunk / _panels % _g.Groups;
        int firstImage = chunk / _panels / _g.Groups * _imagesInChunk;
        int images = Math.Min(_imagesInChunk, _g.Batch - firstImage);
        int channel = panel * PixelTiles<T, TRegister>.PanelChannels;
        int channels = Math.Min(PixelTiles<T, TRegister>.PanelChannels, InChannels - channel);
        int width = ProductPlan.RoundUp(channels, TRegister.Lanes);
        nint sumsImage = (nint)SumsHeight * SumsWidth * width;
        int imagesAtOnce = _byImages ? images : 1;
        T* sums = (T*)ConvolutionScratch.Local(imagesAtOnce * sumsImage * sizeof(T));
        T* weights = _weights + (((group * (nint)_panels) + panel) * PanelElements);
        for (int image = firstImage; image < firstImage + images; image += imagesAtOnce)
        {
            new Span<byte>(sums, checked((int)(imagesAtOnce * sumsImage * sizeof(T)))).Clear();
            T* dy = _dy + ((((nint)image * _g.OutChannels) + ((nint)group * OutChannels)) * _g.OutHeight * _g.OutWidth);
            for (int tap = 0; tap < _g.KernelHeight * _g.KernelWidth; tap++)
            {
                int row = tap / _g.KernelWidth * _g.DilationHeight;
                int column = tap % _g.KernelWidth * _g.DilationWidth;
                T* tapWeights = weights + ((nint)tap * OutChannels * PixelTiles<T, TRegister>.PanelChannels);
                AddTap(dy, tapWeights, sums + ((((nint)row * SumsWidth) + column) * width), width, imagesAtOnce, sumsImage);
            }

            for (int i = 0; i < imagesAtOnce; i++)
            {
                T* dx = _dx + ((((nint)(image + i) * _g.InChannels) + ((nint)group * InChannels) + channel) * _g.Height * _g.Width);
                Write(sums + (i * sumsImage), width, channels, dx);
            }
        }
    }

    /// <summary>Adds one tap's products of all outputs.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void AddTap(T* dy, T* weights, T* sums, int width, int images, nint sumsImage)
    {
        nint plane = (nint)_g.OutHeight * _g.OutWidth;
        int along = _byImages ? 1 : _g.OutWidth;
        int tiles = ProductPlan.CeilingDivide(along, TRegister.MaximumRows);
        int tilePixels = ProductPlan.CeilingDivide(along, tiles);
        nint columnStep = (nint)_g.StrideWidth * width;
        TileArguments<T> tile;
        tile.K = OutChannels;
        tile.ARow = _byImages ? _g.OutChannels * plane : 1;
        tile.AStep = plane;
        tile.B = weights;
        tile.BStep = PixelTiles<T, TRegister>.PanelChannels;
        tile.Offsets = null;
        tile.CRow = _byImages ? sumsImage : columnStep;
        tile.Columns = width;
        tile.Bias = null;
        tile.Accumulate = true;
        for (int row = 0; row < _g.OutHeight; row++)
        {
            for (int column = 0; column < _g.OutWidth; column += _byImages ? 1 : tilePixels)
            {
                tile.A = dy + ((nint)row * _g.OutWidth) + column;
                tile.C = sums + ((nint)row * _g.StrideHeight * SumsWidth * width) + (column * columnStep);
                Tiles<T, TRegister>.Run(_byImages ? images : Math.Min(tilePixels, _g.OutWidth - column), &tile);
            }
        }
    }

    /// <summary>Puts the channels first again and drops the padding.</summary>
    private readonly void Write(T* sums, int width, int channels, T* dx)
    {
        nint plane = (nint)_g.Height * _g.Width;
        for (int row = 0; row < _g.Height; row++)
        {
            T* from = sums + ((((nint)(row + _g.PaddingHeight) * SumsWidth) + _g.PaddingWidth) * width);
            Packing<T>.CopyRows(from, 1, width, channels, _g.Width, dx + ((nint)row * _g.Width), plane);
        }
    }

    /// <summary>Whether the rows of outputs are so short that a tile's rows had better be images.</summary>
    private static bool TakesImages(in ConvolutionGeometry g) => g.OutWidth < 6 && g.OutWidth < g.Batch;
}
