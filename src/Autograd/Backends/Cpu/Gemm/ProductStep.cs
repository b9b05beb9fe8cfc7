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

    /// <summary>Between panels of A.</summary>
    public nint APanel;

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
        int column = firstColumn;
        if (endRow - firstRow == 1)
        {
            column = RunRow(&tile, firstRow, firstColumn, endColumn);
        }

        for (; column < endColumn; column += PanelColumns)
        {
            int columns = Math.Min(PanelColumns, endColumn - column);
            bool isTail = columns < PanelColumns && BTail != null;
            tile.Columns = columns;
            tile.B = isTail ? BTail : B + (column / PanelColumns * BPanel);
            tile.BStep = isTail ? TailWidth(columns) : BStep;
            tile.Bias = Bias == null ? null : Bias + column;
            T* a = A + (firstRow / PanelRows * APanel);
            T* c = C + (firstRow * CRow) + column;
            for (int row = firstRow; row < endRow; row += PanelRows)
            {
                tile.A = a;
                tile.C = c;
                Tiles<T, TRegister>.Run(Math.Min(PanelRows, endRow - row), &tile);
                a += APanel;
                c += PanelRows * CRow;
            }
        }
    }

    /// <summary>Takes several panels at once, as far as they go.</summary>
    /// <returns>The column it came to.</returns>
    private readonly int RunRow(TileArguments<T>* tile, int row, int column, int endColumn)
    {
        tile->A = A + (row / PanelRows * APanel);
        for (int columns = RowKernel<T, TRegister>.Panels * PanelColumns; endColumn - column >= columns; column += columns)
        {
            tile->B = B + (column / PanelColumns * BPanel);
            tile->BStep = BStep;
            tile->Bias = Bias == null ? null : Bias + column;
            tile->C = C + (row * CRow) + column;
            RowKernel<T, TRegister>.Run(tile, BPanel);
        }

        return column;
    }

    /// <summary>The width of a packed panel of fewer columns than the others: one register or two.</summary>
    public static int TailWidth(int columns) => ProductPlan.RoundUp(columns, TRegister.Lanes);
}
