namespace Autograd.Ilgpu.Kernels;

/// <summary>The sizes of a tiled product, and of the threads that share a tile.</summary>
internal struct TileSizes
{
    public int Rows;
    public int Columns;
    public int Inner;

    /// <summary>
    /// How much of the inner axis is summed, part after part of the whole batch as matrices of their own: long sums are split so, which gives more threads
    /// work and rounds less.
    /// </summary>
    public int InnerOfPart;

    /// <summary>Matrices of the batch, which is to say of a part.</summary>
    public int Batch;

    /// <summary>Threads along a tile's rows; each has four of them.</summary>
    public int ThreadRows;

    /// <summary>Threads along a tile's columns; each has four of them.</summary>
    public int ThreadColumns;

    /// <summary>Tiles of one matrix.</summary>
    public int TilesOfMatrix;

    /// <summary>Tiles in a row of them.</summary>
    public int TilesInRow;

    /// <summary>1 where neighbouring threads read the left operand along the inner axis, 0 where along its rows.</summary>
    public int LeftAlongInner;

    /// <summary>1 where neighbouring threads read the right operand along the inner axis, 0 where along its columns.</summary>
    public int RightAlongInner;
}
