using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>Copies windows of planes with zeros for what lies outside, so that the loops behind need no bounds.</summary>
internal static unsafe class PlaneStaging<T>
    where T : unmanaged
{
    /// <summary>Stages all phases of a plane, each <paramref name="rows"/> rows by <paramref name="pitch"/> columns, from a row of outputs on.</summary>
    public static void Stage(
        T* plane, int height, int width, in StagedAxis rowAxis, in StagedAxis columnAxis, int firstRow, int rows, int pitch, nint phasePlane, T* target)
    {
        for (int rowPhase = 0; rowPhase < rowAxis.Phases; rowPhase++)
        {
            int row = rowAxis.SourceStart(rowPhase) + (firstRow * rowAxis.OutputStep * rowAxis.SourceStep);
            for (int columnPhase = 0; columnPhase < columnAxis.Phases; columnPhase++)
            {
                Window(plane, height, width, row, rowAxis.SourceStep, rows, columnAxis.SourceStart(columnPhase), columnAxis.SourceStep, pitch, target);
                target += phasePlane;
            }
        }
    }

    /// <summary>
    /// Transposes rows of a padded image so that channels lie next to each other:
    /// target[row, column, channel] = source[channel, firstRow + row, firstColumn + column].
    /// </summary>
    public static void StageChannelsLast(
        T* source, int channels, int height, int width, int firstRow, int rows, int firstColumn, int columns, T* target)
    {
        nint plane = (nint)height * width;
        int before = Math.Clamp(-firstColumn, 0, columns);
        int end = Math.Clamp(width - firstColumn, before, columns);
        nint line = (nint)columns * channels;
        for (int row = 0; row < rows; row++, target += line)
        {
            int y = firstRow + row;
            if ((uint)y >= (uint)height || before == end)
            {
                Clear(target, line);
                continue;
            }

            Clear(target, (nint)before * channels);
            T* from = source + ((nint)y * width) + firstColumn + before;
            if (channels == 1)
            {
                Copy(from, end - before, target + before);
            }
            else
            {
                Packing<T>.CopyRows(from, 1, plane, end - before, channels, target + ((nint)before * channels), channels);
            }

            Clear(target + ((nint)end * channels), (nint)(columns - end) * channels);
        }
    }

    /// <summary>Copies every step-th element of a row from a column on, which may lie before it, and the padding's value for what lies outside.</summary>
    public static void Row(T* row, int width, int firstColumn, int columnStep, int columns, T padding, T* target)
    {
        int before = Math.Clamp(CeilingDivide(-firstColumn, columnStep), 0, columns);
        int end = Math.Clamp(CeilingDivide(width - firstColumn, columnStep), before, columns);
        new Span<T>(target, before).Fill(padding);
        new Span<T>(target + end, columns - end).Fill(padding);
        int first = firstColumn + (before * columnStep);
        Columns(row + first, columnStep, end - before, width - first, target + before);
    }

    /// <summary>Copies every step-th row and column of a plane, from places on that may lie before it, with zeros for what lies outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Window(
        T* plane, int height, int width, int firstRow, int rowStep, int rows, int firstColumn, int columnStep, int columns, T* target)
    {
        // Columns in [before, end) lie in the plane.
        int before = Math.Clamp(CeilingDivide(-firstColumn, columnStep), 0, columns);
        int end = Math.Clamp(CeilingDivide(width - firstColumn, columnStep), before, columns);
        int first = firstColumn + (before * columnStep);
        T* from = plane + first;
        for (int row = 0; row < rows; row++, target += columns)
        {
            int y = firstRow + (row * rowStep);
            if ((uint)y >= (uint)height || before == end)
            {
                Clear(target, columns);
                continue;
            }

            // Padding is a few elements: no call is worth it.
            for (int column = 0; column < before; column++)
            {
                target[column] = default;
            }

            for (int column = end; column < columns; column++)
            {
                target[column] = default;
            }

            if (columnStep == 1)
            {
                Copy(from + ((nint)y * width), end - before, target + before);
            }
            else
            {
                Columns(from + ((nint)y * width), columnStep, end - before, width - first, target + before);
            }
        }
    }

    /// <summary>Copies a row, short ones too without a call; the last register overlaps the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(T* source, int count, T* target)
    {
        if (count < Vector<T>.Count)
        {
            for (int i = 0; i < count; i++)
            {
                target[i] = source[i];
            }

            return;
        }

        int last = count - Vector<T>.Count;
        for (int i = 0; i < last; i += Vector<T>.Count)
        {
            Vector.Load(source + i).Store(target + i);
        }

        Vector.Load(source + last).Store(target + last);
    }

    /// <summary>Copies every step-th element of a row in which so many may be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Columns(T* source, int step, int count, int readable, T* target)
    {
        int column = 0;
        if (step == 1)
        {
            Copy(source, count, target);
            return;
        }

        if (step == 2 && sizeof(T) == 4)
        {
            // Pairs as one wide element each, of which the narrow half at the lower address is kept. The last pair may lack its other half.
            int whole = Math.Min(count, readable / 2) - Vector<uint>.Count;
            for (; column <= whole; column += Vector<uint>.Count)
            {
                Vector<ulong> low = Vector.Load((ulong*)(source + ((nint)column * 2)));
                Vector<ulong> high = Vector.Load((ulong*)(source + ((nint)column * 2)) + Vector<ulong>.Count);
                Vector.Narrow(low, high).Store((uint*)(target + column));
            }
        }

        for (; column < count; column++)
        {
            target[column] = source[(nint)column * step];
        }
    }

    private static void Clear(T* target, nint count)
    {
        if (count > 0)
        {
            NativeMemory.Clear(target, (nuint)(count * sizeof(T)));
        }
    }

    private static int CeilingDivide(int a, int b) => a <= 0 ? -(-a / b) : (a + b - 1) / b;
}
