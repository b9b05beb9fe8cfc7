using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Backends.Cpu.Gemm;

/// <summary>Copies of matrices with arbitrary strides to matrices whose columns are contiguous.</summary>
internal static unsafe class Packing<T>
    where T : unmanaged
{
    /// <summary>Sets a matrix to zero.</summary>
    public static void Clear(T* target, int rows, int columns, nint targetRow)
    {
        for (int row = 0; row < rows; row++)
        {
            new Span<T>(target + (row * targetRow), columns).Clear();
        }
    }

    /// <summary>Copies a matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyRows(T* source, nint sourceRow, nint sourceColumn, int rows, int columns, T* target, nint targetRow)
    {
        if (sourceColumn == 1)
        {
            CopyContiguousRows(source, sourceRow, rows, columns, target, targetRow);
        }
        else if (sourceRow == 1 && Interleave.IsSupported && (sizeof(T) == 4 || sizeof(T) == 8))
        {
            Transpose(source, sourceColumn, rows, columns, target, targetRow);
        }
        else
        {
            CopyElements(source, sourceRow, sourceColumn, rows, columns, target, targetRow);
        }
    }

    private static void CopyElements(T* source, nint sourceRow, nint sourceColumn, int rows, int columns, T* target, nint targetRow)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                target[column] = source[column * sourceColumn];
            }

            source += sourceRow;
            target += targetRow;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyContiguousRows(T* source, nint sourceRow, int rows, int columns, T* target, nint targetRow)
    {
        int vectors = columns / Vector128<T>.Count * Vector128<T>.Count;
        for (int row = 0; row < rows; row++)
        {
            int column = 0;
            for (; column <= columns - Vector512<T>.Count; column += Vector512<T>.Count)
            {
                Vector512.Load(source + column).Store(target + column);
            }

            for (; column < vectors; column += Vector128<T>.Count)
            {
                Vector128.Load(source + column).Store(target + column);
            }

            for (; column < columns; column++)
            {
                target[column] = source[column];
            }

            source += sourceRow;
            target += targetRow;
        }
    }

    /// <summary>
    /// Transposes blocks of a whole cache line by as many columns: with less of it, lines of a source whose columns are a multiple of 4 kB
    /// apart would fall out of L1 before the rest of them is used.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(T* source, nint sourceColumn, int rows, int columns, T* target, nint targetRow)
    {
        int side = Vector128<T>.Count;
        int line = 64 / sizeof(T);
        for (int blockColumn = 0; blockColumn < columns; blockColumn += line)
        {
            int endColumn = Math.Min(columns, blockColumn + line);
            for (int blockRow = 0; blockRow < rows; blockRow += line)
            {
                int endRow = Math.Min(rows, blockRow + line);
                for (int column = blockColumn; column < endColumn; column += side)
                {
                    for (int row = blockRow; row < endRow; row += side)
                    {
                        T* from = source + (column * sourceColumn) + row;
                        T* to = target + (row * targetRow) + column;
                        if (column + side <= endColumn && row + side <= endRow)
                        {
                            TransposeSquare(from, sourceColumn, to, targetRow);
                        }
                        else
                        {
                            CopyElements(from, 1, sourceColumn, Math.Min(side, endRow - row), Math.Min(side, endColumn - column), to, targetRow);
                        }
                    }
                }
            }
        }
    }

    /// <summary>A square of one 128-bit register in each row: 4×4 of 4 bytes or 2×2 of 8 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeSquare(T* source, nint sourceRow, T* target, nint targetRow)
    {
        if (sizeof(T) == 8)
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
}
