using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.Convolution;

namespace Autograd.Backends.Cpu.Pooling;

/// <summary>
/// Max pooling of some planes a chunk. A row of windows is computed a register at a time: the plane's rows are staged so that one tap's
/// operands of neighbouring windows are contiguous, whatever the stride.
/// </summary>
internal unsafe struct MaxPoolJob<T> : IParallelBody
    where T : unmanaged, INumber<T>
{
    public ConvolutionGeometry G;
    public StagedAxis Columns;
    public T* X;
    public T* Y;
    public long* Winners;
    public int Planes;
    public int PlanesInChunk;

    // Nothing is above it, so padding never wins; NaN is not above, and wins by a rule of its own.
    private static T Lowest => T.CreateSaturating(double.NegativeInfinity);

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        int pitch = G.OutWidth + Columns.MaximumShift;
        nint stagedRow = (nint)Columns.Phases * pitch;
        nint linesLength = G.OutWidth + Vector<T>.Count;
        T* staged = (T*)ConvolutionScratch.Local(((stagedRow * G.Height) + Vector<T>.Count + (2 * linesLength)) * sizeof(T));
        T* best = staged + (stagedRow * G.Height) + Vector<T>.Count;
        T* places = best + linesLength;
        nint inPlane = (nint)G.Height * G.Width;
        nint outPlane = (nint)G.OutHeight * G.OutWidth;
        int end = Math.Min(Planes, (chunk + 1) * PlanesInChunk);
        for (int plane = chunk * PlanesInChunk; plane < end; plane++)
        {
            T* x = X + (plane * inPlane);
            for (int row = 0; row < G.Height; row++)
            {
                for (int phase = 0; phase < Columns.Phases; phase++)
                {
                    PlaneStaging<T>.Row(
                        x + ((nint)row * G.Width),
                        G.Width,
                        Columns.SourceStart(phase),
                        Columns.SourceStep,
                        pitch,
                        Lowest,
                        staged + (row * stagedRow) + ((nint)phase * pitch));
                }
            }

            for (int row = 0; row < G.OutHeight; row++)
            {
                Windows(staged, row, stagedRow, pitch, best, places);
                nint at = (plane * outPlane) + ((nint)row * G.OutWidth);
                Write(x, row, best, places, Y + at, Winners + at);
            }
        }
    }

    /// <summary>Finds the winners of a row of windows, and their places as integers of the element's size; −1 where all are the lowest value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void Windows(T* staged, int row, nint stagedRow, int pitch, T* best, T* places)
    {
        int top = (row * G.StrideHeight) - G.PaddingHeight;
        for (int column = 0; column < G.OutWidth; column += Vector<T>.Count)
        {
            Vector<T> value = new(Lowest);
            Vector<T> place = Vector<T>.AllBitsSet;
            Vector<T> step = Places(column * G.StrideWidth, G.StrideWidth);
            for (int i = 0; i < G.KernelHeight; i++)
            {
                int y = top + (i * G.DilationHeight);
                if ((uint)y >= (uint)G.Height)
                {
                    continue;
                }

                T* line = staged + (y * stagedRow) + column;
                int first = (y * G.Width) - G.PaddingWidth;
                for (int j = 0; j < G.KernelWidth; j++)
                {
                    Vector<T> other = Vector.Load(line + ((nint)Columns.PhaseOf(j) * pitch) + Columns.ShiftOf(j));
                    Vector<T> wins = Vector.AndNot(Vector.Equals(value, value), Vector.LessThanOrEqual(other, value));
                    value = Vector.ConditionalSelect(wins, other, value);
                    place = Vector.ConditionalSelect(wins, Sum(step, first + (j * G.DilationWidth)), place);
                }
            }

            value.Store(best + column);
            place.Store(places + column);
        }
    }

    /// <summary>start, start + step, … as integers of the element's size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Places(int start, int step) => sizeof(T) == 4
        ? Vector.As<int, T>((Vector<int>.Indices * step) + new Vector<int>(start))
        : Vector.As<long, T>((Vector<long>.Indices * step) + new Vector<long>(start));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Sum(Vector<T> places, int addend) => sizeof(T) == 4
        ? Vector.As<int, T>(Vector.As<T, int>(places) + new Vector<int>(addend))
        : Vector.As<long, T>(Vector.As<T, long>(places) + new Vector<long>(addend));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Write(T* x, int row, T* best, T* places, T* y, long* winners)
    {
        Unsafe.CopyBlockUnaligned(y, best, (uint)(G.OutWidth * sizeof(T)));
        bool unsettled = false;
        for (int column = 0; column < G.OutWidth; column++)
        {
            long place = sizeof(T) == 4 ? ((int*)places)[column] : ((long*)places)[column];
            winners[column] = place;
            unsettled |= place < 0;
        }

        for (int column = 0; unsettled && column < G.OutWidth; column++)
        {
            if (winners[column] < 0)
            {
                winners[column] = FirstPlace(row, column);
                y[column] = x[winners[column]];
            }
        }
    }

    /// <summary>The first element of a window.</summary>
    private readonly long FirstPlace(int row, int column)
    {
        int y = (row * G.StrideHeight) - G.PaddingHeight;
        int x = (column * G.StrideWidth) - G.PaddingWidth;
        y += y >= 0 ? 0 : (-y + G.DilationHeight - 1) / G.DilationHeight * G.DilationHeight;
        x += x >= 0 ? 0 : (-x + G.DilationWidth - 1) / G.DilationWidth * G.DilationWidth;
        return ((long)y * G.Width) + x;
    }
}
