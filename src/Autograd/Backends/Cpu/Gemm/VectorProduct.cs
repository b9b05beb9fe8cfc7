namespace Autograd.Backends.Cpu.Gemm;

/// <summary>
/// A row vector times a matrix: every element of the matrix is used once, so that it is read where it lies, once, in the order of memory, and
/// nothing is packed.
/// </summary>
/// <remarks>
/// The sums are the same chains over k in the same blocks of depth as those of a product of many rows, bit for bit: a row's result does not depend
/// on how many others there are.
/// </remarks>
internal readonly unsafe struct VectorProduct<T, TRegister> : IParallelBody
    where T : unmanaged
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    /// <summary>Multiply-adds that make a chunk worth handing to a thread: memory sets the pace, about 8 µs.</summary>
    private const long ChunkWork = 1 << 17;

    private const int ChunksPerThread = 2;

    /// <summary>Columns of a chunk whose sums stay in L1.</summary>
    private const int MostColumns = 2048;

    /// <summary>Rows of fewer columns would be read in short pieces; the tiles' kernel keeps all their sums in registers.</summary>
    private const int FewColumns = 128;

    private readonly GemmArguments<T> _g;
    private readonly int _depth;
    private readonly int _columnsInChunk;

    private VectorProduct(in GemmArguments<T> g, int depth)
    {
        _g = g;
        _depth = depth;

        // Chunks begin at whole lines of C. They are as wide as the threads allow, since a row is read in stretches of a chunk's columns.
        var step = 64 / sizeof(T);
        var least = Math.Max(step, ChunkWork / g.K);
        var wanted = ProductPlan.CeilingDivide(g.N, AutogradOptions.Threads == 1 ? 1 : ChunksPerThread * AutogradOptions.Threads);
        _columnsInChunk = ProductPlan.RoundUp((int)Math.Min(Math.Max(wanted, least), MostColumns), step);
    }

    /// <summary>Computes the product if it is one of those that gain by it.</summary>
    /// <param name="g">A product of one row.</param>
    /// <param name="depth">The depth of the blocks that sums are made of.</param>
    /// <returns>Whether it has.</returns>
    public static bool TryRun(in GemmArguments<T> g, int depth)
    {
        if (g.BColumn == 1 ? g.N < FewColumns : g.BRow != 1 || !VectorDots<T>.IsSupported || g.N < VectorDots<T>.Lanes)
            return false;
        var product = new VectorProduct<T, TRegister>(in g, depth);
        WorkerPool.For(ProductPlan.CeilingDivide(g.N, product._columnsInChunk), in product);
        return true;
    }

    /// <inheritdoc/>
    public void Invoke(int chunk)
    {
        var first = chunk * _columnsInChunk;
        var columns = Math.Min(_columnsInChunk, _g.N - first);
        if (_g.BColumn == 1)
            VectorSums<T, TRegister>.Run(in _g, first, columns, _depth);
        else
            VectorDots<T>.Run(in _g, first, columns, _depth);
        if (_g.Finish != null)
            _g.Finish(_g.C + first, _g.CRow, 1, columns, 0, first, _g.Context);
    }
}
