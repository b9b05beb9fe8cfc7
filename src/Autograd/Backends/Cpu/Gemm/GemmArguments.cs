namespace Autograd.Backends.Cpu.Gemm;

/// <summary>
/// A product C = A·B (+ C) (+ bias) of an M×K and a K×N matrix, or a batch of them. Strides are in elements; those of A and B may be
/// anything from 0 upwards in any order, so a transpose, a slice or a broadcast is only another pair of strides.
/// </summary>
internal unsafe struct GemmArguments<T>
    where T : unmanaged
{
    public GemmArguments()
    {
    }

    /// <summary>Rows of A and C.</summary>
    public int M;

    /// <summary>Columns of B and C.</summary>
    public int N;

    /// <summary>Columns of A, rows of B.</summary>
    public int K;

    public T* A;
    public nint ARow;
    public nint AColumn;

    public T* B;
    public nint BRow;
    public nint BColumn;

    /// <summary>Columns of C are next to each other: its column stride is 1. It must overlap neither A, B nor the bias.</summary>
    public T* C;
    public nint CRow;

    /// <summary>Whether the product is added to what C holds; otherwise C is only written.</summary>
    public bool Accumulate;

    /// <summary>N values to add to every row, or null.</summary>
    public T* Bias;

    /// <summary>
    /// What is done to parts of C as soon as their sums are complete, while they are in the first cache; or null. It is called once for every
    /// element, with C at the part's first element, from row to row of C, the part's rows and columns, its first row and column in the item's C, and
    /// <see cref="Context"/>.
    /// </summary>
    public delegate*<T*, nint, int, int, int, int, void*, void> Finish;

    /// <summary>What <see cref="Finish"/> is given.</summary>
    public void* Context;

    /// <summary>How many products there are.</summary>
    public int Batch = 1;

    /// <summary>From one product's A to the next one's; 0 when all share it.</summary>
    public nint ABatch;

    /// <summary>From one product's B to the next one's; 0 when all share it.</summary>
    public nint BBatch;

    /// <summary>From one product's C to the next one's.</summary>
    public nint CBatch;
}
