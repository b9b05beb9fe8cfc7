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
            Transposing<T>.Run(source, sourceColumn, rows, columns, target, targetRow);
        }
        else
        {
            CopyElements(source, sourceRow, sourceColumn, rows, columns, target, targetRow);
        }
    }

    /// <summary>Copies a matrix element by element.</summary>
    public static void CopyElements(T* source, nint sourceRow, nint sourceColumn, int rows, int columns, T* target, nint targetRow)
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
}
