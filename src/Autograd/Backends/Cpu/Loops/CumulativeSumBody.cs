using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>Running sums of some rows or tiles of columns a chunk, each from its first element to its last, in <typeparamref name="TSum"/>.</summary>
internal unsafe struct CumulativeSumBody<T, TSum> : IParallelBody
    where T : unmanaged, INumberBase<T>
    where TSum : unmanaged, INumberBase<TSum>
{
    /// <summary>Columns side by side, whose sums stay in the first-level cache.</summary>
    private const int TileColumns = 64;

    private readonly ReduceArguments _whole;
    private readonly bool _reverse;
    private readonly long _tiles;
    private readonly long _items;
    private readonly long _itemsInChunk;

    private CumulativeSumBody(in ReduceArguments whole, bool reverse)
    {
        _whole = whole;
        _reverse = reverse;
        _tiles = (whole.Inner + TileColumns - 1) / TileColumns;
        _items = whole.Outer * _tiles;
        _itemsInChunk = Math.Max(1, ElementwiseLoop.Chunk / (whole.Length * Math.Min(whole.Inner, TileColumns)));
    }

    public static void Run(in ReduceArguments whole, bool reverse)
    {
        var body = new CumulativeSumBody<T, TSum>(whole, reverse);
        WorkerPool.For(checked((int)((body._items + body._itemsInChunk - 1) / body._itemsInChunk)), in body);
    }

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        var end = Math.Min(_items, (chunk + 1L) * _itemsInChunk);
        for (var item = chunk * _itemsInChunk; item < end; item++)
        {
            var outer = item / _tiles;
            var column = (item - (outer * _tiles)) * TileColumns;
            var start = (outer * _whole.Length * _whole.Inner) + column + (_reverse ? (_whole.Length - 1) * _whole.Inner : 0);
            var step = (nint)(_reverse ? -_whole.Inner : _whole.Inner);
            Columns((T*)_whole.X + start, (T*)_whole.Y + start, step, (nint)_whole.Length, (int)Math.Min(TileColumns, _whole.Inner - column));
        }
    }

    [MethodImpl(Hot.Loop)]
    private static void Columns(T* x, T* y, nint step, nint length, int columns)
    {
        var sums = stackalloc TSum[TileColumns];
        if (columns == 1)
        {
            // A single sum stays in a register.
            var sum = TSum.Zero;
            for (nint k = 0; k < length; k++)
            {
                sum += TSum.CreateTruncating(x[k * step]);
                y[k * step] = T.CreateTruncating(sum);
            }

            return;
        }

        for (nint k = 0; k < length; k++)
        {
            for (var column = 0; column < columns; column++)
            {
                sums[column] += TSum.CreateTruncating(x[(k * step) + column]);
                y[(k * step) + column] = T.CreateTruncating(sums[column]);
            }
        }
    }
}
