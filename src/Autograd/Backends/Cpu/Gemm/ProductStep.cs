using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Gemm;

/// <summary>
/// One block of the product, C[block rows, block columns] += A[block rows, depth]·B[depth, block columns], in chunks of tiles that may run
/// in parallel: each writes its own part of C.
/// </summary>
internal unsafe struct ProductStep<T, TRegister> : IParallelBody
    where T : unmanaged
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    /// <summary>Columns of C that are finished at once; with the rows of a chunk they stay in L2.</summary>
    private const int CompletedColumns = 256;

    public int Rows;
    public int Columns;
    public int Depth;

    public int PanelRows;
    public int PanelColumns;
    public int ChunkRows;
    public int ChunkColumns;

    public T* A;
    public nint ARow;
    public nint AStep;

    /// <summary>
    /// Whether a chunk copies its rows of A first. Copied chunk by chunk they are still in the second cache when they are used, and no thread
    /// waits for another's.
    /// </summary>
    public bool PacksA;

    public T* B;
    public nint BStep;

    /// <summary>Between panels of B.</summary>
    public nint BPanel;

    /// <summary>The last panel where it is narrower than the others, packed.</summary>
    public T* BTail;

    public T* C;
    public nint CRow;
    public T* Bias;
    public bool Accumulate;

    /// <summary>What finishes parts of C whose sums are complete, or null.</summary>
    public delegate*<T*, nint, int, int, int, int, void*, void> Finish;
    public void* Context;

    /// <summary>Where the block begins in the product's C.</summary>
    public int FirstRow;
    public int FirstColumn;

    /// <summary>The number of chunks; they run down the rows first, so that neighbours share their part of B.</summary>
    public readonly int Chunks => ProductPlan.CeilingDivide(Rows, ChunkRows) * ProductPlan.CeilingDivide(Columns, ChunkColumns);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public readonly void Invoke(int chunk)
    {
        int rowChunks = ProductPlan.CeilingDivide(Rows, ChunkRows);
        int firstRow = chunk % rowChunks * ChunkRows;
        int endRow = Math.Min(Rows, firstRow + ChunkRows);
        int firstColumn = chunk / rowChunks * ChunkColumns;
        int endColumn = Math.Min(Columns, firstColumn + ChunkColumns);

        TileArguments<T> tile;
        tile.K = Depth;
        tile.ARow = ARow;
        tile.AStep = AStep;
        tile.CRow = CRow;
        tile.Accumulate = Accumulate;
        T* firstPanel = A + (firstRow * ARow);
        nint aPanel = PanelRows * ARow;
        if (PacksA)
        {
            firstPanel = PackA(&tile, firstPanel, endRow - firstRow, out aPanel);
        }

        int column = firstColumn;
        if (endRow - firstRow == 1)
        {
            tile.A = firstPanel;
            column = RunRow(&tile, firstRow, firstColumn, endColumn);
        }

        int completed = column;
        for (; column < endColumn; column += PanelColumns)
        {
            int columns = Math.Min(PanelColumns, endColumn - column);
            bool isTail = columns < PanelColumns && BTail != null;
            tile.Columns = columns;
            tile.B = isTail ? BTail : B + (column / PanelColumns * BPanel);
            tile.BStep = isTail ? TailWidth(columns) : BStep;
            tile.Bias = Bias == null ? null : Bias + column;
            T* a = firstPanel;
            T* c = C + (firstRow * CRow) + column;
            for (int row = firstRow; row < endRow; row += PanelRows)
            {
                tile.A = a;
                tile.C = c;
                Tiles<T, TRegister>.Run(Math.Min(PanelRows, endRow - row), &tile);
                a += aPanel;
                c += PanelRows * CRow;
            }

            // Some panels at once: rows are then written in pieces that the processor fetches ahead.
            if (Finish != null && (column + columns == endColumn || column + columns - completed >= CompletedColumns))
            {
                Complete(firstRow, endRow, completed, column + columns - completed);
                completed = column + columns;
            }
        }
    }

    private readonly void Complete(int row, int endRow, int column, int columns) =>
        Finish(C + (row * CRow) + column, CRow, endRow - row, columns, FirstRow + row, FirstColumn + column, Context);

    /// <summary>
    /// Copies rows of A, panel after panel. Where A's columns are contiguous a panel is the pieces of its rows one after the other;
    /// otherwise its columns. The kernel takes either, so neither needs transposing.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly T* PackA(TileArguments<T>* tile, T* source, int rows, out nint panel)
    {
        // Rows one line longer than they need be: rows a power of two apart would compete for the same sets of L1.
        const int LineElements = Scratch.Alignment / 4;
        bool rowwise = AStep == 1;
        nint packedRow = rowwise ? ProductPlan.RoundUp(Depth, LineElements) + LineElements : 1;
        panel = rowwise ? PanelRows * packedRow : PanelRows * Depth;
        T* packed = (T*)Scratch.Local(ProductPlan.CeilingDivide(rows, PanelRows) * panel * sizeof(T));
        tile->ARow = packedRow;
        tile->AStep = rowwise ? 1 : PanelRows;
        if (!rowwise && ARow == 1 && Packing<T>.AreNarrow(PanelRows))
        {
            Packing<T>.CopyPanels(source, AStep, Depth, rows, PanelRows, packed);
            return packed;
        }

        T* target = packed;
        for (int row = 0; row < rows; row += PanelRows)
        {
            int height = Math.Min(PanelRows, rows - row);
            if (rowwise)
            {
                for (int i = 0; i < height; i++)
                {
                    Unsafe.CopyBlockUnaligned(target + (i * packedRow), source + (i * ARow), (uint)(Depth * sizeof(T)));
                }
            }
            else
            {
                Packing<T>.CopyRows(source, AStep, ARow, Depth, height, target, PanelRows);
            }

            source += PanelRows * ARow;
            target += panel;
        }

        return packed;
    }

    /// <summary>Takes several panels at once, as far as they go.</summary>
    /// <returns>The column it came to.</returns>
    private readonly int RunRow(TileArguments<T>* tile, int row, int column, int endColumn)
    {
        for (int columns = RowKernel<T, TRegister>.Panels * PanelColumns; endColumn - column >= columns; column += columns)
        {
            tile->B = B + (column / PanelColumns * BPanel);
            tile->BStep = BStep;
            tile->Bias = Bias == null ? null : Bias + column;
            tile->C = C + (row * CRow) + column;
            RowKernel<T, TRegister>.Run(tile, BPanel);
            if (Finish != null)
            {
                Complete(row, row + 1, column, columns);
            }
        }

        return column;
    }

    /// <summary>The width of a packed panel of fewer columns than the others: one register or two.</summary>
    public static int TailWidth(int columns) => ProductPlan.RoundUp(columns, TRegister.Lanes);
}
