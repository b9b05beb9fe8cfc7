namespace Autograd.Ilgpu.Kernels;

/// <summary>The sizes of x, [outer, Length, Inner], and y, [outer, Count, Inner], and how their index is laid out.</summary>
internal struct IndexSizes
{
    public int Length;
    public int Count;
    public int Inner;

    /// <summary>1 where each element has an index of its own (gather, scatter), 0 where each place of the axis has.</summary>
    public int Each;

    /// <summary>Where in the faults an index out of range is noted.</summary>
    public int Fault;
}
