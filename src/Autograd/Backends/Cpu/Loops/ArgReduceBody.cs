using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>
/// Places of extremes, some rows or tiles of columns a chunk. A register holds the best elements so far, another the steps they were
/// met at, counted in the elements' own type: a walk ends before that is no longer exact. The order is strict and the earlier place
/// wins, so it does not matter how the elements are divided among lanes and walks.
/// </summary>
internal unsafe struct ArgReduceBody<T, TLanes, TRule> : IParallelBody
    where T : unmanaged
    where TLanes : unmanaged, ILanes<TLanes, T>
    where TRule : struct, ICompareRule
{
    private const int MostLanes = 16;

    /// <summary>Steps of a walk: float counts exactly up to 2²⁴.</summary>
    private const int LongestWalk = 1 << 22;

    private readonly ReduceArguments _whole;
    private readonly long _tiles;
    private readonly long _items;
    private readonly long _itemsInChunk;

    private ArgReduceBody(in ReduceArguments whole)
    {
        _whole = whole;
        _tiles = (whole.Inner + MostLanes - 1) / MostLanes;
        _items = whole.Outer * _tiles;
        var elements = whole.Length * Math.Min(whole.Inner, MostLanes);
        _itemsInChunk = Math.Max(1, ElementwiseLoop.Chunk / elements);
    }

    public static void Run(in ReduceArguments whole)
    {
        var body = new ArgReduceBody<T, TLanes, TRule>(whole);
        WorkerPool.For(checked((int)((body._items + body._itemsInChunk - 1) / body._itemsInChunk)), in body);
    }

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        var end = Math.Min(_items, (chunk + 1L) * _itemsInChunk);
        for (var item = chunk * _itemsInChunk; item < end; item++)
        {
            var outer = item / _tiles;
            var column = (item - (outer * _tiles)) * MostLanes;
            var x = (T*)_whole.X + (outer * _whole.Length * _whole.Inner) + column;
            var y = (long*)_whole.Y + (outer * _whole.Inner) + column;
            if (_whole.Inner == 1)
                *y = Row(x, _whole.Length);
            else
                Columns(x, y, (int)Math.Min(MostLanes, _whole.Inner - column));
        }
    }

    /// <summary>Whole registers of columns side by side, the others one by one.</summary>
    private readonly void Columns(T* x, long* y, int columns)
    {
        var column = 0;
        for (; column <= columns - TLanes.Count; column += TLanes.Count)
            Down<TLanes>(x + column, y + column);
        for (; column < columns; column++)
            Down<Scalar<T>>(x + column, y + column);
    }

    [SkipLocalsInit]
    private readonly void Down<TWidth>(T* x, long* y)
        where TWidth : unmanaged, ILanes<TWidth, T>
    {
        var values = stackalloc T[MostLanes];
        var steps = stackalloc T[MostLanes];
        var best = stackalloc T[MostLanes];
        for (long done = 0; done < _whole.Length; done += LongestWalk)
        {
            Walk<TWidth>(x + (done * _whole.Inner), (nint)_whole.Inner, (int)Math.Min(LongestWalk, _whole.Length - done), values, steps);
            for (var lane = 0; lane < TWidth.Count; lane++)
            {
                if (done > 0 && !Beats(values[lane], best[lane]))
                    continue;
                best[lane] = values[lane];
                y[lane] = done + Whole(steps[lane]);
            }
        }
    }

    [SkipLocalsInit]
    private static long Row(T* x, long length)
    {
        var values = stackalloc T[MostLanes];
        var steps = stackalloc T[MostLanes];
        var best = *x;
        long place = 0;
        var whole = length - (length % TLanes.Count);
        for (long done = 0; done < whole; done += (long)LongestWalk * TLanes.Count)
        {
            Walk<TLanes>(x + done, TLanes.Count, (int)Math.Min(LongestWalk, (whole - done) / TLanes.Count), values, steps);
            for (var lane = 0; lane < TLanes.Count; lane++)
            {
                // Lanes are not met in the order of places: of equals the earlier is wanted.
                var at = done + (Whole(steps[lane]) * TLanes.Count) + lane;
                if (Beats(values[lane], best) || (at < place && !Beats(best, values[lane])))
                    (best, place) = (values[lane], at);
            }
        }

        for (var i = whole; i < length; i++)
        {
            if (Beats(x[i], best))
                (best, place) = (x[i], i);
        }

        return place;
    }

    [MethodImpl(Hot.Loop)]
    private static void Walk<TWidth>(T* x, nint stride, int steps, T* values, T* places)
        where TWidth : unmanaged, ILanes<TWidth, T>
    {
        var best = TWidth.Load(x);
        var place = TWidth.Zero;
        var step = TWidth.Zero;
        for (var i = 1; i < steps; i++)
        {
            x += stride;
            step += TWidth.One;
            var candidate = TWidth.Load(x);
            var beats = TRule.Holds(candidate, best);
            best = TWidth.IfEqual(beats, TWidth.Zero, best, candidate);
            place = TWidth.IfEqual(beats, TWidth.Zero, place, step);
        }

        best.Store(values);
        place.Store(places);
    }

    private static bool Beats(T a, T b)
    {
        T holds;
        TRule.Holds(Scalar<T>.Broadcast(a), Scalar<T>.Broadcast(b)).Store(&holds);
        return Whole(holds) != 0;
    }

    private static long Whole(T value)
    {
        if (typeof(T) == typeof(float))
            return (long)Unsafe.BitCast<T, float>(value);
        if (typeof(T) == typeof(double))
            return (long)Unsafe.BitCast<T, double>(value);
        return typeof(T) == typeof(int) ? Unsafe.BitCast<T, int>(value) : Unsafe.BitCast<T, long>(value);
    }
}
