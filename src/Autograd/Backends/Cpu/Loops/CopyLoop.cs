using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>Copies elements of one size between any layouts: whole ranges, rows, or transposed blocks.</summary>
internal unsafe struct CopyLoop : IParallelBody
{
    private const int Source = 0;
    private const int Target = 1;

    /// <summary>Columns of a transposed block; its rows are a cache line of the source.</summary>
    private const int BlockColumns = 64;

    private LoopPlan _plan;
    private int _size;
    private int _blockRows;
    private long _units;
    private long _unitsInChunk;

    /// <summary>Copies between views of equal shapes and dtypes.</summary>
    public static void Copy(in TensorView x, in TensorView y)
    {
        var size = y.DType.Size();
        var source = Address(x, size);
        if (x.IsContiguous && y.IsContiguous)
            CopyRange(source, Address(y, size), y.Shape.Count * size);
        else
            Run(source, x.Strides, y, size);
    }

    /// <summary>Copies one element to every place.</summary>
    public static void Fill(byte* element, in TensorView y)
    {
        var size = y.DType.Size();
        var count = y.Shape.Count;
        if (y.IsContiguous)
            WorkerPool.For((int)((count + ElementwiseLoop.Chunk - 1) / ElementwiseLoop.Chunk), new FillBody(element, Address(y, size), count, size));
        else
            Run(element, null, y, size);
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void Invoke(int chunk)
    {
        var index = stackalloc long[Shape.MaxRank];
        var unit = chunk * _unitsInChunk;
        var end = Math.Min(_units, unit + _unitsInChunk);
        var firstAxis = _blockRows == 0 ? 1 : 2;
        var down = _blockRows == 0 ? 1 : Down;
        for (; unit < end; unit++)
        {
            var (outer, row) = Math.DivRem(unit, down);
            index[0] = 0;
            index[1] = row * _blockRows;
            _plan.Decompose(outer, index, firstAxis);
            var from = _plan.Base(Source) + _plan.Distance(Source, index, 0);
            var to = _plan.Base(Target) + _plan.Distance(Target, index, 0);
            if (_blockRows == 0)
                Tile.Copy(from, _plan.Step(Source, 0), to, _plan.Step(Target, 0), (nint)_plan.Length(0), _size);
            else
                CopyStrip(from, to, (int)Math.Min(_blockRows, _plan.Length(1) - index[1]));
        }
    }

    [SkipLocalsInit]
    private static void Run(byte* source, Strides? sourceStrides, in TensorView y, int size)
    {
        Operands bases = default;
        bases[Source] = (nint)source;
        bases[Target] = (nint)Address(y, size);
        KernelCall call = default;
        call.Sizes[Source] = size;
        call.Sizes[Target] = size;
        StridesBySlot strides = default;
        strides[Source] = sourceStrides;
        strides[Target] = y.Strides;
        Unsafe.SkipInit(out CopyLoop loop);
        LoopPlan.Build(out loop._plan, y.Shape, strides, bases, call);
        loop._size = size;
        loop.Order();
        WorkerPool.For((int)((loop._units + loop._unitsInChunk - 1) / loop._unitsInChunk), in loop);
    }

    private static byte* Address(in TensorView view, int size) => ((CpuStorage)view.Storage).Pointer<byte>() + (view.Offset * size);

    private static void CopyRange(byte* source, byte* target, long bytes)
    {
        if (bytes <= RangeBody.Bytes)
            Buffer.MemoryCopy(source, target, bytes, bytes);
        else
            WorkerPool.For((int)((bytes + RangeBody.Bytes - 1) / RangeBody.Bytes), new RangeBody(source, target, bytes));
    }

    private readonly long Down => (_plan.Length(1) + _blockRows - 1) / _blockRows;

    // The target's nearest axis goes innermost, then the source's next to it if that is another one.
    private void Order()
    {
        _plan.Exchange(0, Nearest(Target, 0));
        _blockRows = 0;
        var across = _plan.Axes > 1 && _plan.Step(Source, 0) != 0 ? Nearest(Source, 0) : 0;
        if (across != 0 && _plan.Length(across) >= 4 && _plan.Length(0) >= 4)
        {
            _plan.Exchange(1, across);
            _blockRows = Math.Max(8, CacheLine.Size / _size);
        }

        var inUnit = _plan.Length(0) * (_blockRows == 0 ? 1 : Math.Min(_blockRows, _plan.Length(1)));
        _units = _blockRows == 0 ? _plan.Count / _plan.Length(0) : Down * (_plan.Count / (_plan.Length(0) * _plan.Length(1)));
        _unitsInChunk = Math.Max(1, ElementwiseLoop.Chunk / inUnit);
    }

    private readonly int Nearest(int slot, int axis)
    {
        var nearest = axis;
        for (var other = axis + 1; other < _plan.Axes; other++)
        {
            var step = _plan.Step(slot, other);
            if (step != 0 && (step < _plan.Step(slot, nearest) || _plan.Step(slot, nearest) == 0))
                nearest = other;
        }

        return nearest;
    }

    private readonly void CopyStrip(byte* from, byte* to, int rows)
    {
        var length = _plan.Length(0);
        for (long column = 0; column < length; column += BlockColumns)
        {
            Tile.CopyBlock(
                from + (column * _plan.Step(Source, 0)),
                _plan.Step(Source, 1),
                _plan.Step(Source, 0),
                to + (column * _plan.Step(Target, 0)),
                _plan.Step(Target, 1),
                _plan.Step(Target, 0),
                rows,
                (int)Math.Min(BlockColumns, length - column),
                _size);
        }
    }
}
