namespace Autograd.Backends.Cpu.Gemm;

/// <summary>
/// What the micro-kernel works on: a few rows of A, a panel of B, and the tile of C that they give. A and B may lie packed in scratch or
/// where the caller has them; the strides tell.
/// </summary>
internal unsafe struct TileArguments<T>
    where T : unmanaged
{
    /// <summary>Length of the sums, at least 1.</summary>
    public nint K;

    public T* A;
    public nint ARow;

    /// <summary>From one k to the next in A.</summary>
    public nint AStep;

    /// <summary>Whole registers are read from every row of the panel, also when the tile has fewer columns.</summary>
    public T* B;

    /// <summary>From one k to the next in B.</summary>
    public nint BStep;

    /// <summary>In place of <see cref="AStep"/> or <see cref="BStep"/>, where a table says it: from the operand to each k's part of it, in bytes.</summary>
    public nint* Offsets;

    public T* C;
    public nint CRow;

    /// <summary>What to add to every row, or null.</summary>
    public T* Bias;

    /// <summary>Columns of C to write, from 1 up to those of the panel.</summary>
    public int Columns;

    /// <summary>Whether to add to C.</summary>
    public bool Accumulate;
}
