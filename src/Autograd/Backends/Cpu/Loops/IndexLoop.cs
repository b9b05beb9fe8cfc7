using System.Diagnostics;
using System.Numerics;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>
/// Loops by an index. Reads are split anywhere; sums are split by outer and inner places only, so each element's terms are added by
/// one thread in the order of the index.
/// </summary>
internal unsafe struct IndexLoop<T> : IParallelBody
    where T : unmanaged, INumber<T>
{
    /// <summary>The inner places that a sum's unit of work has at most.</summary>
    private const long InnerBlock = 256;

    private readonly IndexMode _mode;
    private readonly T* _x;
    private readonly long* _index;
    private readonly T* _y;
    private readonly long _outer;
    private readonly long _length;
    private readonly long _count;
    private readonly long _inner;
    private readonly long _blocks;
    private readonly long _units;
    private readonly long _unitsInChunk;

    public IndexLoop(IndexMode mode, in TensorView x, in TensorView index, in TensorView y, long outer, long inner)
    {
        _mode = mode;
        _x = ((CpuStorage)x.Storage).Pointer<T>() + x.Offset;
        _index = ((CpuStorage)index.Storage).Pointer<long>() + index.Offset;
        _y = ((CpuStorage)y.Storage).Pointer<T>() + y.Offset;
        _outer = outer;
        _inner = inner;
        _length = x.Shape.Count / (outer * inner);
        _count = y.Shape.Count / (outer * inner);
        _blocks = (inner + InnerBlock - 1) / InnerBlock;
        var sums = mode is IndexMode.Add or IndexMode.ScatterAdd;
        _units = sums ? outer * _blocks : outer * _count;
        _unitsInChunk = Math.Max(1, ElementwiseLoop.Chunk / (sums ? _count * Math.Min(inner, InnerBlock) : inner));
    }

    public readonly void Run() => WorkerPool.For((int)((_units + _unitsInChunk - 1) / _unitsInChunk), in this);

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        var first = chunk * _unitsInChunk;
        var end = Math.Min(_units, first + _unitsInChunk);
        switch (_mode)
        {
            case IndexMode.Select:
                Select(first, end);
                break;
            case IndexMode.Gather:
                Gather(first, end);
                break;
            default:
                for (var unit = first; unit < end; unit++)
                {
                    var (o, block) = Math.DivRem(unit, _blocks);
                    var place = block * InnerBlock;
                    if (_mode == IndexMode.Add)
                        Add(o, place, Math.Min(InnerBlock, _inner - place));
                    else
                        ScatterAdd(o, place, Math.Min(InnerBlock, _inner - place));
                }

                break;
        }
    }

    private readonly void Select(long first, long end)
    {
        var (o, i) = Math.DivRem(first, _count);
        for (var unit = first; unit < end; unit++)
        {
            Debug.Assert((ulong)_index[i] < (ulong)_length, "the operation checks the index");
            var from = _x + (((o * _length) + _index[i]) * _inner);
            if (_inner == 1)
                _y[unit] = *from;
            else
                Tile.Copy((byte*)from, sizeof(T), (byte*)(_y + (unit * _inner)), sizeof(T), (nint)_inner, sizeof(T));
            if (++i == _count)
            {
                i = 0;
                o++;
            }
        }
    }

    private readonly void Gather(long first, long end)
    {
        for (var unit = first; unit < end; unit++)
        {
            var o = unit / _count;
            var x = _x + (o * _length * _inner);
            var index = _index + (unit * _inner);
            var y = _y + (unit * _inner);
            for (long r = 0; r < _inner; r++)
            {
                Debug.Assert((ulong)index[r] < (ulong)_length, "the operation checks the index");
                y[r] = x[(index[r] * _inner) + r];
            }
        }
    }

    private readonly void Add(long o, long place, long width)
    {
        for (long i = 0; i < _count; i++)
        {
            Debug.Assert((ulong)_index[i] < (ulong)_length, "the operation checks the index");
            var sum = _x + (((o * _length) + _index[i]) * _inner) + place;
            var term = _y + (((o * _count) + i) * _inner) + place;
            long r = 0;
            if (Vector.IsHardwareAccelerated)
            {
                for (; r <= width - Vector<T>.Count; r += Vector<T>.Count)
                    (*(Vector<T>*)(sum + r) + *(Vector<T>*)(term + r)).Store(sum + r);
            }

            for (; r < width; r++)
                sum[r] += term[r];
        }
    }

    private readonly void ScatterAdd(long o, long place, long width)
    {
        var x = _x + (o * _length * _inner) + place;
        for (long i = 0; i < _count; i++)
        {
            var row = (((o * _count) + i) * _inner) + place;
            var index = _index + row;
            var y = _y + row;
            for (long r = 0; r < width; r++)
            {
                Debug.Assert((ulong)index[r] < (ulong)_length, "the operation checks the index");
                x[(index[r] * _inner) + r] += y[r];
            }
        }
    }
}
