using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>
/// Reduces long rows, or columns, part by part; where there are several parts, their results go to memory of the pool and are
/// combined in pairs afterwards.
/// </summary>
internal unsafe struct PartsBody<T, TLanes, TRule> : IParallelBody
    where T : unmanaged
    where TLanes : unmanaged, ILanes<TLanes, T>
    where TRule : struct, IReductionRule
{
    /// <summary>With fewer units some thread would have nothing to do.</summary>
    private const long FewUnits = 16;

    /// <summary>Columns of a tile that still reads a row's cache lines in good runs.</summary>
    private const long FewestColumns = 256;

    private readonly ReduceArguments _whole;
    private readonly long _partLength;
    private readonly long _parts;
    private readonly long _tileColumns;
    private readonly long _tiles;
    private readonly long _unitsInChunk;

    // [outer, parts, inner]; the result itself where there is one part.
    private T* _results;

    private PartsBody(in ReduceArguments whole)
    {
        _whole = whole;
        _partLength = whole.Inner == 1 ? RowReducer<T, TLanes, TRule>.Part : ColumnReducer<T, TLanes, TRule>.Part;
        _parts = (whole.Length + _partLength - 1) / _partLength;
        _tileColumns = Math.Min(whole.Inner, ColumnReducer<T, TLanes, TRule>.MostColumns);
        _tiles = (whole.Inner + _tileColumns - 1) / _tileColumns;

        // Columns know nothing of each other: narrower tiles change no bit, and leave work for every thread.
        if (whole.Outer * _parts * _tiles < FewUnits)
        {
            _tileColumns = Math.Min(_tileColumns, FewestColumns);
            _tiles = (whole.Inner + _tileColumns - 1) / _tileColumns;
        }

        _unitsInChunk = Math.Max(1, ElementwiseLoop.Chunk / (Math.Min(whole.Length, _partLength) * _tileColumns));
        _results = (T*)whole.Y;
    }

    public static void Run(in ReduceArguments whole)
    {
        var body = new PartsBody<T, TLanes, TRule>(whole);
        var units = whole.Outer * body._parts * body._tiles;
        var chunks = (int)((units + body._unitsInChunk - 1) / body._unitsInChunk);
        if (body._parts == 1)
        {
            WorkerPool.For(chunks, in body);
            return;
        }

        var memory = CpuMemory.Allocate(DType.Bool, whole.Outer * body._parts * whole.Inner * sizeof(T), pooled: true);
        body._results = memory.Pointer<T>();
        WorkerPool.For(chunks, in body);
        for (long outer = 0; outer < whole.Outer; outer++)
        {
            var results = body._results + (outer * body._parts * whole.Inner);
            ColumnReducer<T, TLanes, TRule>.Tree(results, (nint)whole.Inner, body._parts, (nint)whole.Inner);
            var bytes = whole.Inner * sizeof(T);
            Buffer.MemoryCopy(results, whole.Y + (outer * bytes), bytes, bytes);
        }

        CpuMemory.Release(memory);
    }

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        var unit = chunk * _unitsInChunk;
        var last = Math.Min(_whole.Outer * _parts * _tiles, unit + _unitsInChunk);
        for (; unit < last; unit++)
        {
            var (line, tile) = Math.DivRem(unit, _tiles);
            var (outer, part) = Math.DivRem(line, _parts);
            var first = part * _partLength;
            var rows = (nint)Math.Min(_partLength, _whole.Length - first);
            var column = tile * _tileColumns;
            var x = (T*)_whole.X + (((outer * _whole.Length) + first) * _whole.Inner) + column;
            var y = _results + (line * _whole.Inner) + column;
            if (_whole.Inner == 1)
            {
                RowReducer<T, TLanes, TRule>.One(x, y, rows);
            }
            else
            {
                var end = (T*)_whole.X + (_whole.Outer * _whole.Length * _whole.Inner);
                ColumnReducer<T, TLanes, TRule>.Reduce(x, (nint)_whole.Inner, rows, (nint)Math.Min(_tileColumns, _whole.Inner - column), end, y);
            }
        }
    }
}
