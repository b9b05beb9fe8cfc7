using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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
        if (sourceColumn == 1 && AreNarrow(columns))
        {
            CopyNarrowRows(source, sourceRow, rows, columns, target, targetRow, target + ((rows - 1) * targetRow) + columns);
        }
        else if (sourceColumn == 1)
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

    /// <summary>Copies a matrix to contiguous rows of <paramref name="width"/>, which are filled up with zeros.</summary>
    public static void CopyPanel(T* source, nint sourceRow, nint sourceColumn, int rows, int columns, T* target, int width)
    {
        if (sourceColumn == 1 && AreNarrow(columns) && width - columns < Vector256<T>.Count && width % Vector256<T>.Count == 0)
        {
            CopyNarrowRows(source, sourceRow, rows, columns, target, width, target + ((nint)rows * width));
            return;
        }

        if (columns < width)
        {
            Clear(target + columns, rows, width - columns, width);
        }

        CopyRows(source, sourceRow, sourceColumn, rows, columns, target, width);
    }

    /// <summary>
    /// Copies a matrix of contiguous columns to panels of <paramref name="width"/> columns, one behind the other, a few rows of all panels at a
    /// time: lines are wider than a panel, and rows whose distance is a power of two push each other out of the caches soon.
    /// </summary>
    public static void CopyPanels(T* source, nint sourceRow, int rows, int columns, int width, T* target)
    {
        const int RowsAtOnce = 8;
        for (int row = 0; row < rows; row += RowsAtOnce)
        {
            int height = Math.Min(RowsAtOnce, rows - row);
            for (int column = 0; column < columns; column += width)
            {
                T* panel = target + ((nint)column * rows);
                CopyNarrowRows(
                    source + column, sourceRow, height, Math.Min(width, columns - column), panel + (row * width), width, panel + ((nint)rows * width));
            }

            source += RowsAtOnce * sourceRow;
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

    /// <summary>Whether rows of so many columns are two registers of AVX2 at most.</summary>
    public static bool AreNarrow(int columns) =>
        Register256<T>.IsSupported && (sizeof(T) == 4 || sizeof(T) == 8) && columns <= 2 * Vector256<T>.Count;

    /// <summary>
    /// Copies rows of at most two registers. A register that sticks out of a row is written whole, its surplus lanes zero, unless it
    /// reaches beyond <paramref name="end"/>: what it covers is padding or belongs to rows still to come.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyNarrowRows(T* source, nint sourceRow, int rows, int columns, T* target, nint targetRow, T* end)
    {
        // Rows lie further apart than the processor's own prefetching sees.
        const int RowsAhead = 16;
        int lanes = Vector256<T>.Count;
        if (columns == 2 * lanes)
        {
            for (int row = 0; row < rows; row++)
            {
                Sse.Prefetch0(source + (RowsAhead * sourceRow));
                Vector256<T> first = Vector256.Load(source);
                Vector256<T> second = Vector256.Load(source + lanes);
                first.Store(target);
                second.Store(target + lanes);
                source += sourceRow;
                target += targetRow;
            }

            return;
        }

        int whole = columns >= lanes ? lanes : 0;
        Vector256<T> mask = Register256<T>.Mask(columns - whole);
        for (int row = 0; row < rows; row++)
        {
            Sse.Prefetch0(source + (RowsAhead * sourceRow));
            if (whole != 0)
            {
                Vector256.Load(source).Store(target);
            }

            Vector256<T> rest = Register256<T>.LoadMasked(source + whole, mask);
            if (target + whole + lanes <= end)
            {
                rest.Store(target + whole);
            }
            else
            {
                Register256<T>.StoreFirst(target + whole, rest, columns - whole);
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
