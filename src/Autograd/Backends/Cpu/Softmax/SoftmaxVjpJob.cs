using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.CrossEntropy;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Softmax;

/// <summary>Cotangents of some rows a chunk: the row's sum first, then its elements, so that they may replace what they come from.</summary>
internal unsafe struct SoftmaxVjpJob<T, TLanes> : IParallelBody
    where T : unmanaged, INumberBase<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    /// <summary>The widest register's lanes.</summary>
    private const int MostLanes = 16;

    /// <summary>Registers summed one after the other, then their sums, as forwards.</summary>
    private const int Block = 64;

    public SoftmaxArguments<T> Arguments;
    public int RowsInChunk;

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Invoke(int chunk)
    {
        var indices = stackalloc T[MostLanes];
        for (var i = 0; i < MostLanes; i++)
            indices[i] = T.CreateTruncating(i);
        var end = Math.Min(Arguments.Rows, (chunk + 1L) * RowsInChunk);
        for (var row = (long)chunk * RowsInChunk; row < end; row++)
        {
            var place = (nint)(row * Arguments.Length);
            if (Arguments.Logarithm)
                Logarithms(Arguments.Y + place, Arguments.DY + place, Arguments.DX + place, Arguments.Readable(place), indices);
            else if (Arguments.Length > 0 && T.IsFinite(Arguments.Y[place]))
                FiniteProbabilities(Arguments.Y + place, Arguments.DY + place, Arguments.DX + place, Arguments.Readable(place), indices);
            else
                Probabilities(Arguments.Y + place, Arguments.DY + place, Arguments.DX + place, Arguments.Readable(place), indices);
        }
    }

    // Probabilities are all NaN or none is. Times a finite one, 0 is 0 anyway, and adding 0 takes its sign.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void FiniteProbabilities(T* y, T* dy, T* dx, nint readable, T* indices)
    {
        var length = Arguments.Length;
        var whole = length - (length % TLanes.Count);
        var lastY = TLanes.Zero;
        var lastDY = TLanes.Zero;
        if (whole < length)
        {
            lastY = RowTail.Load<T, TLanes>(y + whole, length - whole, readable - whole, indices);
            lastDY = Tail(dy, whole, readable, indices);
        }

        // Behind the row −∞ follows.
        var sum = StrongProduct(lastDY, lastY);
        for (var i = 0; i < whole;)
        {
            var part = TLanes.Zero;
            for (var end = Math.Min(whole, i + (Block * TLanes.Count)); i < end; i += TLanes.Count)
                part = TLanes.MultiplyAdd(TLanes.Load(dy + i), TLanes.Load(y + i), part);
            sum += part;
        }

        var total = TLanes.Broadcast(SumOf(sum));
        for (var i = 0; i < whole; i += TLanes.Count)
        {
            // The row behind is wanted next, and nothing else waits for memory now.
            Lines.Fetch(y + length + i);
            Lines.Fetch(dy + length + i);
            Lines.Fetch(dx + length + i);
            TLanes.MultiplyAdd(TLanes.Load(dy + i) - total, TLanes.Load(y + i), TLanes.Zero).Store(dx + i);
        }

        if (whole < length)
            RowTail.Store(dx + whole, TLanes.MultiplyAdd(lastDY - total, lastY, TLanes.Zero), length - whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void Probabilities(T* y, T* dy, T* dx, nint readable, T* indices)
    {
        var length = Arguments.Length;
        var whole = length - (length % TLanes.Count);
        var lastY = TLanes.Zero;
        var lastDY = TLanes.Zero;
        if (whole < length)
        {
            lastY = RowTail.Load<T, TLanes>(y + whole, length - whole, readable - whole, indices);
            lastDY = Tail(dy, whole, readable, indices);
        }

        var sum = StrongProduct(lastDY, lastY);
        for (var i = 0; i < whole;)
        {
            var part = TLanes.Zero;
            for (var end = Math.Min(whole, i + (Block * TLanes.Count)); i < end; i += TLanes.Count)
                part += StrongProduct(TLanes.Load(dy + i), TLanes.Load(y + i));
            sum += part;
        }

        var total = TLanes.Broadcast(SumOf(sum));
        for (var i = 0; i < whole; i += TLanes.Count)
            StrongProduct(TLanes.Load(dy + i) - total, TLanes.Load(y + i)).Store(dx + i);
        if (whole < length)
            RowTail.Store(dx + whole, StrongProduct(lastDY - total, lastY), length - whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void Logarithms(T* y, T* dy, T* dx, nint readable, T* indices)
    {
        var length = Arguments.Length;
        var whole = length - (length % TLanes.Count);
        var lastDY = whole < length ? Tail(dy, whole, readable, indices) : TLanes.Zero;
        var sum = lastDY;
        for (var i = 0; i < whole;)
        {
            var part = TLanes.Zero;
            for (var end = Math.Min(whole, i + (Block * TLanes.Count)); i < end; i += TLanes.Count)
                part += TLanes.Load(dy + i);
            sum += part;
        }

        var total = TLanes.Broadcast(SumOf(sum));
        for (var i = 0; i < whole; i += TLanes.Count)
            (TLanes.Load(dy + i) - StrongProduct(total, TLanes.Exp(TLanes.Load(y + i)))).Store(dx + i);
        if (whole < length)
        {
            var lastY = RowTail.Load<T, TLanes>(y + whole, length - whole, readable - whole, indices);
            RowTail.Store(dx + whole, lastDY - StrongProduct(total, TLanes.Exp(lastY)), length - whole);
        }
    }

    /// <summary>The last cotangents, and 0 behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly TLanes Tail(T* dy, int whole, nint readable, T* indices)
    {
        var count = Arguments.Length - whole;
        var loaded = RowTail.Load<T, TLanes>(dy + whole, count, readable - whole, indices);
        return TLanes.IfLess(TLanes.Load(indices), TLanes.Constant(count), loaded, TLanes.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes StrongProduct(TLanes a, TLanes b) => TLanes.IfEqual(a, TLanes.Zero, TLanes.Zero, a * b);

    /// <summary>The lanes' sum, in pairs of halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SumOf(TLanes sum)
    {
        var lanes = stackalloc T[MostLanes];
        sum.Store(lanes);
        for (var half = TLanes.Count / 2; half > 0; half /= 2)
        {
            for (var i = 0; i < half; i++)
                lanes[i] += lanes[i + half];
        }

        return lanes[0];
    }
}
