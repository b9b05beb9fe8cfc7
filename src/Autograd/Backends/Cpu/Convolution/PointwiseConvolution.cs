using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>
/// Convolution with a kernel of one place, which mixes the channels of each place and nothing else: a product of matrices where they lie, w·x[n] of an
/// image, wᵀ·dy[n], Σ dy[n]·x[n]ᵀ. With a stride x is reduced to the places that count first; images with few places are joined to one matrix.
/// </summary>
internal static unsafe class PointwiseConvolution<T, TRegister>
    where T : unmanaged, INumber<T>
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    /// <summary>
    /// Images of fewer places may be joined: where they would leave registers partly idle, and where weights of so many bytes would be passed, and packed, for
    /// each of them.
    /// </summary>
    private const int JoinedPlaces = 128;

    private const long JoinedWeightBytes = 1 << 19;

    /// <summary>A sum of fewer channels is little work beside writing its result, which other ways do in the order of memory.</summary>
    private const int FewestChannels = 8;

    /// <summary>The most shares of the weight gradient, and the fewest that are worth their sums.</summary>
    private const int MostShares = 16;

    private const int FewestShares = 8;

    /// <summary>Elements that all shares' partial gradients may take together.</summary>
    private const long PartialElements = 1 << 21;

    /// <summary>Places that make a share worth a product of its own.</summary>
    private const int SharePlaces = 128;

    /// <summary>Whether a geometry's forward map and weight gradient are computed here.</summary>
    public static bool FitsForward(in ConvolutionGeometry g) => g.InChannels >= FewestChannels && IsPointwise(in g);

    /// <summary>Whether a geometry's input gradient is computed here.</summary>
    public static bool FitsInputGradient(in ConvolutionGeometry g) => g.OutChannels >= FewestChannels && IsPointwise(in g);

    /// <summary>y = w·x (+ bias) of every image.</summary>
    public static void Forward(T* x, T* w, T* bias, T* y, in ConvolutionGeometry g)
    {
        int places = g.OutHeight * g.OutWidth;
        bool joins = Joins(in g);
        CpuStorage? room = joins || IsStrided(in g) ? Room(g.InChannels + (joins ? g.OutChannels : 0), in g) : null;
        GemmArguments<T> product = Product(g.OutChannels, g.InChannels, in g);
        product.A = w;
        product.ARow = g.InChannels;
        product.AColumn = 1;
        product.B = room is null ? x : room.Pointer<T>();
        product.C = joins ? product.B + ((nint)g.Batch * g.InChannels * places) : y;
        product.Finish = bias == null ? null : &AddBias;
        product.Context = bias;
        if (room is not null)
        {
            Planes(x, product.B, g.InChannels, isBack: false, in g);
        }

        MatrixProduct.MultiplyOn<T, TRegister>(in product);
        if (joins)
        {
            ConvolutionGeometry dense = Dense(in g);
            Planes(y, product.C, g.OutChannels, isBack: true, in dense);
        }

        if (room is not null)
        {
            CpuMemory.Release(room);
        }
    }

    /// <summary>dx = wᵀ·dy of every image, zero at the places that the stride leaves out.</summary>
    public static void InputGradient(T* dy, T* w, T* dx, in ConvolutionGeometry g)
    {
        int places = g.OutHeight * g.OutWidth;
        bool joins = Joins(in g);
        CpuStorage? room = joins || IsStrided(in g) ? Room(g.InChannels + (joins ? g.OutChannels : 0), in g) : null;
        GemmArguments<T> product = Product(g.InChannels, g.OutChannels, in g);
        product.A = w;
        product.ARow = 1;
        product.AColumn = g.InChannels;
        product.C = room is null ? dx : room.Pointer<T>();
        product.B = joins ? product.C + ((nint)g.Batch * g.InChannels * places) : dy;
        if (joins)
        {
            ConvolutionGeometry dense = Dense(in g);
            Planes(dy, product.B, g.OutChannels, isBack: false, in dense);
        }

        MatrixProduct.MultiplyOn<T, TRegister>(in product);
        if (room is not null)
        {
            Planes(dx, product.C, g.InChannels, isBack: true, in g);
            CpuMemory.Release(room);
        }
    }

    /// <summary>dw = Σ dy·xᵀ over all images. How they are shared out follows from the sizes alone, so the bits do too.</summary>
    public static void WeightGradient(T* x, T* dy, T* dw, in ConvolutionGeometry g)
    {
        int places = g.OutHeight * g.OutWidth;
        bool joins = Joins(in g);
        CpuStorage? room = joins || IsStrided(in g) ? Room(g.InChannels + (joins ? g.OutChannels : 0), in g) : null;
        PointwiseWeightJob<T, TRegister> job = default;
        job.InChannels = g.InChannels;
        job.OutChannels = g.OutChannels;
        job.Images = joins ? 1 : g.Batch;
        job.Places = joins ? places * g.Batch : places;
        job.X = room is null ? x : room.Pointer<T>();
        job.XImage = (nint)g.InChannels * places;
        job.XChannel = job.Places;
        job.Dy = joins ? job.X + ((nint)g.Batch * g.InChannels * places) : dy;
        job.DyImage = (nint)g.OutChannels * places;
        job.DyChannel = job.Places;
        if (room is not null)
        {
            Planes(x, job.X, g.InChannels, isBack: false, in g);
        }

        if (joins)
        {
            ConvolutionGeometry dense = Dense(in g);
            Planes(dy, job.Dy, g.OutChannels, isBack: false, in dense);
        }

        long weights = (long)g.OutChannels * g.InChannels;
        long shares = Math.Min(joins ? job.Places / SharePlaces : g.Batch, Math.Min(PartialElements / weights, MostShares));
        if (shares < FewestShares)
        {
            // One after the other, each split among the threads.
            job.Shares = 1;
            job.Partial = dw;
            job.Invoke(0);
        }
        else
        {
            job.Shares = (int)shares;
            job.Partial = (T*)ConvolutionScratch.Shared((nint)(shares * weights * sizeof(T)));
            WorkerPool.For(job.Shares, in job);
            WeightReductionJob<T> reduction = default;
            reduction.Partial = job.Partial;
            reduction.Target = dw;
            reduction.Shares = job.Shares;
            reduction.OutChannels = g.OutChannels;
            reduction.InChannels = g.InChannels;
            reduction.Taps = 1;
            WorkerPool.For(g.OutChannels, in reduction);
        }

        if (room is not null)
        {
            CpuMemory.Release(room);
        }
    }

    private static bool IsPointwise(in ConvolutionGeometry g) =>
        g.KernelHeight == 1 && g.KernelWidth == 1 && g.PaddingHeight == 0 && g.PaddingWidth == 0 && g.Groups == 1
        && g.Batch > 0 && g.InChannels > 0 && g.OutChannels > 0 && g.OutHeight > 0 && g.OutWidth > 0
        && (long)g.Batch * g.OutHeight * g.OutWidth <= int.MaxValue;

    private static bool IsStrided(in ConvolutionGeometry g) => g.OutHeight != g.Height || g.OutWidth != g.Width;

    private static bool Joins(in ConvolutionGeometry g)
    {
        int places = g.OutHeight * g.OutWidth;
        return g.Batch > 1 && places < JoinedPlaces
            && ((ProductPlan.RoundUp(places, TRegister.Lanes) - places) * 8 > places || (long)g.InChannels * g.OutChannels * sizeof(T) >= JoinedWeightBytes);
    }

    /// <summary>Room for so many channels of the images' places.</summary>
    private static CpuStorage Room(int channels, in ConvolutionGeometry g) =>
        CpuMemory.Allocate(DTypes.Of<T>(), (long)channels * g.Batch * g.OutHeight * g.OutWidth, pooled: true);

    /// <summary>The product of all images with so many rows and so long sums, but its operands.</summary>
    private static GemmArguments<T> Product(int rows, int depth, in ConvolutionGeometry g)
    {
        bool joins = Joins(in g);
        int places = g.OutHeight * g.OutWidth * (joins ? g.Batch : 1);
        return new()
        {
            M = rows,
            N = places,
            K = depth,
            BRow = places,
            BColumn = 1,
            CRow = places,
            Batch = joins ? 1 : g.Batch,
            BBatch = (nint)depth * places,
            CBatch = (nint)rows * places,
        };
    }

    /// <summary>The geometry whose x is as large as y.</summary>
    private static ConvolutionGeometry Dense(in ConvolutionGeometry g) =>
        g with { Height = g.OutHeight, Width = g.OutWidth, StrideHeight = 1, StrideWidth = 1 };

    /// <summary>Copies the images' places to the matrix or back.</summary>
    private static void Planes(T* images, T* matrix, int channels, bool isBack, in ConvolutionGeometry g)
    {
        int places = g.OutHeight * g.OutWidth;
        bool joins = Joins(in g);
        PointwisePlanesJob<T> job = default;
        job.Images = images;
        job.Matrix = matrix;
        job.MatrixImage = joins ? places : (nint)channels * places;
        job.MatrixChannel = joins ? (nint)g.Batch * places : places;
        job.Batch = g.Batch;
        job.Channels = channels;
        job.Height = g.Height;
        job.Width = g.Width;
        job.Rows = g.OutHeight;
        job.Columns = g.OutWidth;
        job.StrideHeight = g.StrideHeight;
        job.StrideWidth = g.StrideWidth;
        job.IsBack = isBack;
        job.Run();
    }

    /// <summary>Adds a channel's bias to its row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddBias(T* c, nint cRow, int rows, int columns, int row, int column, void* bias)
    {
        int whole = columns / TRegister.Lanes * TRegister.Lanes;
        TRegister mask = TRegister.FirstLanes(columns - whole);
        for (int i = 0; i < rows; i++, c += cRow)
        {
            TRegister addend = TRegister.Broadcast(((T*)bias)[row + i]);
            for (int j = 0; j < whole; j += TRegister.Lanes)
            {
                TRegister.Store(c + j, TRegister.Add(TRegister.Load(c + j), addend));
            }

            if (whole < columns)
            {
                TRegister.Store(c + whole, TRegister.Add(TRegister.Load(c + whole, mask), addend), mask);
            }
        }
    }
}
