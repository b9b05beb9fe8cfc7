using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Gemm;

/// <summary>Copies one block's operands into the order in which the micro-kernel reads them. A chunk is a panel of A or of B.</summary>
/// <remarks>
/// <para>B: panel after panel, each row of a panel (two registers wide, the last perhaps one) after the other, filled up with zeros; the
/// tile's mask discards the columns they make.</para>
/// <para>A: panel after panel, without filling. Where A's columns are contiguous a panel is the pieces of its rows one after the other;
/// otherwise its columns. The kernel takes either, so neither needs transposing.</para>
/// </remarks>
internal unsafe struct PackingStep<T, TRegister> : IParallelBody
    where T : unmanaged
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    /// <summary>Fewer elements than this are packed sooner than a thread could be told to help.</summary>
    private const long ParallelElements = 1 << 14;

    public int Depth;

    public int Rows;
    public int PanelRows;
    public T* A;
    public nint ARow;
    public nint AColumn;
    public T* PackedA;

    /// <summary>From row to row of a packed panel of A where rows are contiguous, else 0.</summary>
    public nint PackedARow;

    /// <summary>From panel to panel of packed A.</summary>
    public nint APanel;

    public int AChunks;

    /// <summary>The first column to pack.</summary>
    public int FirstColumn;
    public int Columns;
    public int PanelColumns;
    public T* B;
    public nint BRow;
    public nint BColumn;
    public T* PackedB;

    public int BChunks;

    /// <summary>Packs, in parallel where it is worth it.</summary>
    public readonly void Run()
    {
        int chunks = AChunks + BChunks;
        if (((long)AChunks * PanelRows) + ((long)BChunks * PanelColumns) < ParallelElements / Depth)
        {
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                Invoke(chunk);
            }
        }
        else
        {
            WorkerPool.For(chunks, in this);
        }
    }

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        if (chunk < AChunks)
        {
            PackA(chunk);
        }
        else
        {
            PackB(chunk - AChunks);
        }
    }

    private readonly void PackA(int panel)
    {
        int firstRow = panel * PanelRows;
        int rows = Math.Min(PanelRows, Rows - firstRow);
        T* source = A + (firstRow * ARow);
        T* target = PackedA + (panel * APanel);
        if (PackedARow != 0)
        {
            for (int row = 0; row < rows; row++)
            {
                Unsafe.CopyBlockUnaligned(target + (row * PackedARow), source + (row * ARow), (uint)(Depth * sizeof(T)));
            }
        }
        else
        {
            Packing<T>.CopyRows(source, AColumn, ARow, Depth, rows, target, PanelRows);
        }
    }

    private readonly void PackB(int panel)
    {
        int column = FirstColumn + (panel * PanelColumns);
        int columns = Math.Min(PanelColumns, Columns - column);
        int width = ProductStep<T, TRegister>.TailWidth(columns);
        T* target = PackedB + ((nint)panel * PanelColumns * Depth);
        Packing<T>.CopyPanel(B + (column * BColumn), BRow, BColumn, Depth, columns, target, width);
    }
}
