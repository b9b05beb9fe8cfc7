using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Backends.Cpu.Gemm;

/// <summary>Copies a matrix whose rows are contiguous in the source's columns: elements of 4 or 8 bytes, transposed in registers.</summary>
internal static unsafe class Transposing<T>
    where T : unmanaged
{
    /// <summary>How many blocks ahead the source is fetched.</summary>
    private const int BlocksAhead = 2;

    /// <summary>The side of the squares that are transposed at once: a register's lanes.</summary>
    private static int Side => Avx.IsSupported ? Vector256<T>.Count : Vector128<T>.Count;

    /// <summary>
    /// Copies to rows of contiguous columns a source whose column stride is <paramref name="sourceColumn"/> and whose row stride is 1, in blocks
    /// of a whole cache line by as many columns: with less of a line at a time, the lines of a source whose columns are a multiple of 4 kB
    /// apart would fall out of L1 before the rest of them is used.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(T* source, nint sourceColumn, int rows, int columns, T* target, nint targetRow)
    {
        int line = 64 / sizeof(T);
        for (int column = 0; column < columns; column += line)
        {
            int width = Math.Min(line, columns - column);
            for (int row = 0; row < rows; row += line)
            {
                int height = Math.Min(line, rows - row);

                // A line each of so many columns is more than the processor's own prefetching follows.
                int ahead = row + (BlocksAhead * line);
                T* next = ahead < rows ? source + (column * sourceColumn) + ahead : source + ((column + line) * sourceColumn) + (ahead - rows);
                for (int i = 0; i < width; i++)
                {
                    Lines.Fetch(next + (i * sourceColumn));
                }

                Block(source + (column * sourceColumn) + row, sourceColumn, height, width, target + (row * targetRow) + column, targetRow);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(T* source, nint sourceColumn, int rows, int columns, T* target, nint targetRow)
    {
        int wholeRows = rows & -Side, wholeColumns = columns & -Side;
        for (int column = 0; column < wholeColumns; column += Side)
        {
            for (int row = 0; row < wholeRows; row += Side)
            {
                Square(source + (column * sourceColumn) + row, sourceColumn, target + (row * targetRow) + column, targetRow);
            }
        }

        if (wholeRows < rows)
        {
            Packing<T>.CopyElements(source + wholeRows, 1, sourceColumn, rows - wholeRows, columns, target + (wholeRows * targetRow), targetRow);
        }

        if (wholeColumns < columns)
        {
            Packing<T>.CopyElements(
                source + (wholeColumns * sourceColumn), 1, sourceColumn, wholeRows, columns - wholeColumns, target + wholeColumns, targetRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(T* source, nint sourceRow, T* target, nint targetRow)
    {
        if (Avx.IsSupported && sizeof(T) == 8)
        {
            Square4((double*)source, sourceRow, (double*)target, targetRow);
            Square4((double*)source + 2, sourceRow, (double*)(target + (targetRow * 2)), targetRow);
        }
        else if (Avx.IsSupported)
        {
            Square8((float*)source, sourceRow, (float*)target, targetRow);
            Square8((float*)source + 4, sourceRow, (float*)(target + (targetRow * 4)), targetRow);
        }
        else if (sizeof(T) == 8)
        {
            Vector128<double> v0 = Vector128.Load((double*)source);
            Vector128<double> v1 = Vector128.Load((double*)(source + sourceRow));
            Interleave.Low(v0, v1).Store((double*)target);
            Interleave.High(v0, v1).Store((double*)(target + targetRow));
        }
        else
        {
            Vector128<float> v0 = Vector128.Load((float*)source);
            Vector128<float> v1 = Vector128.Load((float*)(source + sourceRow));
            Vector128<float> v2 = Vector128.Load((float*)(source + (sourceRow * 2)));
            Vector128<float> v3 = Vector128.Load((float*)(source + (sourceRow * 3)));
            Vector128<double> low01 = Interleave.Low(v0, v1).AsDouble();
            Vector128<double> low23 = Interleave.Low(v2, v3).AsDouble();
            Vector128<double> high01 = Interleave.High(v0, v1).AsDouble();
            Vector128<double> high23 = Interleave.High(v2, v3).AsDouble();
            Interleave.Low(low01, low23).Store((double*)target);
            Interleave.High(low01, low23).Store((double*)(target + targetRow));
            Interleave.Low(high01, high23).Store((double*)(target + (targetRow * 2)));
            Interleave.High(high01, high23).Store((double*)(target + (targetRow * 3)));
        }
    }

    /// <summary>Two elements of each of four rows become two rows of four. AVX interleaves within halves, so a register holds rows i and i + 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square4(double* source, nint sourceRow, double* target, nint targetRow)
    {
        Vector256<double> v0 = Vector256.Create(Vector128.Load(source), Vector128.Load(source + (sourceRow * 2)));
        Vector256<double> v1 = Vector256.Create(Vector128.Load(source + sourceRow), Vector128.Load(source + (sourceRow * 3)));
        Avx.UnpackLow(v0, v1).Store(target);
        Avx.UnpackHigh(v0, v1).Store(target + targetRow);
    }

    /// <summary>Four elements of each of eight rows become four rows of eight. A register holds rows i and i + 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square8(float* source, nint sourceRow, float* target, nint targetRow)
    {
        float* lower = source + (sourceRow * 4);
        Vector256<float> v0 = Vector256.Create(Vector128.Load(source), Vector128.Load(lower));
        Vector256<float> v1 = Vector256.Create(Vector128.Load(source + sourceRow), Vector128.Load(lower + sourceRow));
        Vector256<float> v2 = Vector256.Create(Vector128.Load(source + (sourceRow * 2)), Vector128.Load(lower + (sourceRow * 2)));
        Vector256<float> v3 = Vector256.Create(Vector128.Load(source + (sourceRow * 3)), Vector128.Load(lower + (sourceRow * 3)));
        Vector256<double> low01 = Avx.UnpackLow(v0, v1).AsDouble();
        Vector256<double> low23 = Avx.UnpackLow(v2, v3).AsDouble();
        Vector256<double> high01 = Avx.UnpackHigh(v0, v1).AsDouble();
        Vector256<double> high23 = Avx.UnpackHigh(v2, v3).AsDouble();
        Avx.UnpackLow(low01, low23).Store((double*)target);
        Avx.UnpackHigh(low01, low23).Store((double*)(target + targetRow));
        Avx.UnpackLow(high01, high23).Store((double*)(target + (targetRow * 2)));
        Avx.UnpackHigh(high01, high23).Store((double*)(target + (targetRow * 3)));
    }
}
