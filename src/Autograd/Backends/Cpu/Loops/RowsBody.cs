using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>Reduces contiguous rows that are too short to be split.</summary>
internal unsafe struct RowsBody<T, TLanes, TRule> : IParallelBody
    where T : unmanaged
    where TLanes : unmanaged, ILanes<TLanes, T>
    where TRule : struct, IReductionRule
{
    private readonly ReduceArguments _whole;
    private readonly long _rowsInChunk;

    private RowsBody(in ReduceArguments whole)
    {
        _whole = whole;

        // Short rows go in groups, of which a chunk has whole ones.
        var groups = Math.Max(1, ElementwiseLoop.Chunk / (whole.Length * RowReducer<T, TLanes, TRule>.Group));
        _rowsInChunk = groups * RowReducer<T, TLanes, TRule>.Group;
    }

    public static void Run(in ReduceArguments whole)
    {
        var body = new RowsBody<T, TLanes, TRule>(whole);
        WorkerPool.For((int)((whole.Outer + body._rowsInChunk - 1) / body._rowsInChunk), in body);
    }

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        var first = chunk * _rowsInChunk;
        var rows = Math.Min(_rowsInChunk, _whole.Outer - first);
        var x = (T*)_whole.X + (first * _whole.Length);
        var y = (T*)_whole.Y + first;
        if (_whole.Length <= RowReducer<T, TLanes, TRule>.ShortRow)
            RowReducer<T, TLanes, TRule>.ShortRows(x, y, (nint)rows, (int)_whole.Length);
        else
            RowReducer<T, TLanes, TRule>.Rows(x, y, (nint)rows, (nint)_whole.Length);
    }
}
