using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>
/// Copies planes of images between where the caller has them and the matrix that a pointwise convolution multiplies, whose planes hold only every
/// stride-th place: towards the matrix, or back, with zeros for the other places. A chunk is some planes.
/// </summary>
internal unsafe struct PointwisePlanesJob<T> : IParallelBody
    where T : unmanaged
{
    /// <summary>Elements that make a chunk worth handing to a thread.</summary>
    private const int ChunkElements = 1 << 14;

    /// <summary>[batch, channels, height, width].</summary>
    public T* Images;
    public T* Matrix;

    /// <summary>From image to image of the matrix.</summary>
    public nint MatrixImage;

    /// <summary>From channel to channel of the matrix.</summary>
    public nint MatrixChannel;

    public int Batch;
    public int Channels;
    public int Height;
    public int Width;

    /// <summary>Rows of the matrix's planes.</summary>
    public int Rows;

    /// <summary>Columns of the matrix's planes.</summary>
    public int Columns;
    public int StrideHeight;
    public int StrideWidth;

    /// <summary>Whether the images are written.</summary>
    public bool IsBack;

    private int _planesInChunk;

    /// <summary>Copies all planes; the other fields are set.</summary>
    public void Run()
    {
        int planes = Batch * Channels;
        _planesInChunk = Math.Clamp(ChunkElements / ((IsBack ? Height * Width : Rows * Columns) + 1), 1, planes);
        WorkerPool.For((planes + _planesInChunk - 1) / _planesInChunk, in this);
    }

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        int end = Math.Min(Batch * Channels, (chunk + 1) * _planesInChunk);
        for (int plane = chunk * _planesInChunk; plane < end; plane++)
        {
            (int image, int channel) = Math.DivRem(plane, Channels);
            T* images = Images + ((nint)plane * Height * Width);
            T* matrix = Matrix + (image * MatrixImage) + (channel * MatrixChannel);
            if (StrideHeight == 1 && StrideWidth == 1)
            {
                PlaneStaging<T>.Copy(IsBack ? matrix : images, Rows * Columns, IsBack ? images : matrix);
            }
            else if (IsBack)
            {
                Spread(matrix, images);
            }
            else
            {
                PlaneStaging<T>.Window(images, Height, Width, 0, StrideHeight, Rows, 0, StrideWidth, Columns, matrix);
            }
        }
    }

    /// <summary>A plane with zeros between the matrix's places and behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Spread(T* matrix, T* plane)
    {
        for (int row = 0; row < Height; row++, plane += Width)
        {
            if (row % StrideHeight != 0 || row / StrideHeight >= Rows)
            {
                new Span<T>(plane, Width).Clear();
                continue;
            }

            SpreadRow(matrix + (row / StrideHeight * (nint)Columns), plane);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void SpreadRow(T* matrix, T* row)
    {
        int column = 0;
        if (StrideWidth == 2 && sizeof(T) == 4)
        {
            // An element widened to twice its size is the element with a zero behind it.
            int whole = Math.Min(Columns, Width / 2) - Vector<uint>.Count;
            for (; column <= whole; column += Vector<uint>.Count)
            {
                Vector.Widen(Vector.Load((uint*)(matrix + column)), out Vector<ulong> low, out Vector<ulong> high);
                low.Store((ulong*)(row + ((nint)column * 2)));
                high.Store((ulong*)(row + ((nint)column * 2)) + Vector<ulong>.Count);
            }
        }

        int place = column * StrideWidth;
        new Span<T>(row + place, Width - place).Clear();
        for (; column < Columns; column++)
        {
            row[(nint)column * StrideWidth] = matrix[column];
        }
    }
}
