namespace Autograd.Backends.Cpu.Gemm;

/// <summary>
/// Copies one block of B into the order in which the micro-kernel reads it, a panel a chunk: each row of a panel (two registers wide, the
/// last perhaps one) after the other, filled up with zeros; the tile's mask discards the columns they make.
/// </summary>
internal unsafe struct PackingStep<T, TRegister> : IParallelBody
    where T : unmanaged
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    /// <summary>Fewer elements than this are packed sooner than a thread could be told to help.</summary>
    private const long ParallelElements = 1 << 14;

    public int Depth;

    /// <summary>The first column to pack.</summary>
    public int FirstColumn;
    public int Columns;
    public int PanelColumns;
    public T* B;
    public nint BRow;
    public nint BColumn;
    public T* PackedB;

    public int Panels;

    /// <summary>Packs, in parallel where it is worth it.</summary>
    public readonly void Run()
    {
        if ((long)Panels * PanelColumns < ParallelElements / Depth)
        {
            for (int panel = 0; panel < Panels; panel++)
            {
                Invoke(panel);
            }
        }
        else
        {
            WorkerPool.For(Panels, in this);
        }
    }

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        int column = FirstColumn + (chunk * PanelColumns);
        int columns = Math.Min(PanelColumns, Columns - column);
        int width = ProductStep<T, TRegister>.TailWidth(columns);
        T* target = PackedB + ((nint)chunk * PanelColumns * Depth);
        Packing<T>.CopyPanel(B + (column * BColumn), BRow, BColumn, Depth, columns, target, width);
    }
}
