namespace Autograd.Backends.Cpu.Gemm;

/// <summary>A batch of products. Small ones are the chunks, several to a chunk; large ones follow each other and are split inside.</summary>
internal unsafe struct BatchStep<T, TRegister> : IParallelBody
    where T : unmanaged
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    /// <summary>Multiply-adds that make a chunk worth handing to a thread, about 4 µs.</summary>
    private const long ChunkWork = 1 << 18;

    /// <summary>So many items keep many threads busy to nearly the end, however large they are.</summary>
    private const int ManyItems = 16;

    /// <summary>Above this (about 30 µs) an item is large enough to be split.</summary>
    private const long LargeItem = 1 << 21;

    private readonly GemmArguments<T> _all;
    private readonly int _itemsInChunk;

    public BatchStep(in GemmArguments<T> all)
    {
        _all = all;
        long work = (long)all.M * all.N * all.K;
        _itemsInChunk = (int)Math.Min(all.Batch, Math.Max(1, ChunkWork / work));
        SplitsItems = work >= LargeItem && all.Batch < ManyItems;
    }

    /// <summary>Whether the items are to be run one after the other, each in parallel.</summary>
    public bool SplitsItems { get; }

    public readonly int Chunks => ProductPlan.CeilingDivide(_all.Batch, _itemsInChunk);

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        int first = chunk * _itemsInChunk;
        int end = Math.Min(_all.Batch, first + _itemsInChunk);
        for (int item = first; item < end; item++)
        {
            RunItem(item);
        }
    }

    /// <summary>Computes one product of the batch.</summary>
    public readonly void RunItem(int item)
    {
        GemmArguments<T> g = _all;
        g.A += item * g.ABatch;
        g.B += item * g.BBatch;
        g.C += item * g.CBatch;
        BlockedProduct<T, TRegister>.Run(in g);
    }
}
