using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu.CrossEntropy;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Softmax;

/// <summary>Some rows a chunk, each with its maximum m, the sum s of exp(x − m), and exp(x − m) / s or (x − m) − ln s.</summary>
/// <remarks>
/// Nothing is subtracted where m = −∞: a row of −∞ alone sums to 0, and instead of dividing by that it stays 0, or −∞. An ∞ or NaN
/// makes x − m and so the sum NaN, which then is every element.
/// </remarks>
internal unsafe struct SoftmaxJob<T, TLanes> : IParallelBody
    where T : unmanaged, INumberBase<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    /// <summary>The widest register's lanes.</summary>
    private const int MostLanes = 16;

    /// <summary>Registers summed one after the other, then their sums: rounding errors grow with the longer of both, not with the row.</summary>
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
                Logarithms(Arguments.X + place, Arguments.Y + place, Arguments.Readable(place), indices);
            else
                Probabilities(Arguments.X + place, Arguments.Y + place, Arguments.Readable(place), indices);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void Probabilities(T* x, T* y, nint readable, T* indices)
    {
        var length = Arguments.Length;
        var whole = length - (length % TLanes.Count);
        var tail = Tail(x, whole, readable, indices);
        var shift = TLanes.Broadcast(Shift(x, whole, tail));
        tail = TLanes.Exp(tail - shift);
        var sum = tail;
        for (var i = 0; i < whole;)
        {
            var part = TLanes.Zero;
            for (var end = Math.Min(whole, i + (Block * TLanes.Count)); i < end; i += TLanes.Count)
            {
                // The row behind is wanted next, and its maximum would have to wait for it; here the exponential is what is waited for.
                Lines.Fetch(x + length + i);
                Lines.Fetch(y + length + i);
                var e = TLanes.Exp(TLanes.Load(x + i) - shift);
                e.Store(y + i);
                part += e;
            }

            sum += part;
        }

        var total = SumOf(sum);
        var factor = TLanes.Broadcast(T.IsZero(total) ? total : T.One / total);
        for (var i = 0; i < whole; i += TLanes.Count)
            (TLanes.Load(y + i) * factor).Store(y + i);
        if (whole < length)
            RowTail.Store(y + whole, tail * factor, length - whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void Logarithms(T* x, T* y, nint readable, T* indices)
    {
        var length = Arguments.Length;
        var whole = length - (length % TLanes.Count);
        var tail = Tail(x, whole, readable, indices);
        var shift = TLanes.Broadcast(Shift(x, whole, tail));
        tail -= shift;
        var sum = TLanes.Exp(tail);
        for (var i = 0; i < whole;)
        {
            var part = TLanes.Zero;
            for (var end = Math.Min(whole, i + (Block * TLanes.Count)); i < end; i += TLanes.Count)
                part += TLanes.Exp(TLanes.Load(x + i) - shift);
            sum += part;
        }

        var total = SumOf(sum);
        var logarithm = TLanes.Log(TLanes.Broadcast(T.IsZero(total) ? T.One : total));
        for (var i = 0; i < whole; i += TLanes.Count)
            (TLanes.Load(x + i) - shift - logarithm).Store(y + i);
        if (whole < length)
            RowTail.Store(y + whole, tail - logarithm, length - whole);
    }

    /// <summary>The last elements, and −∞ behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly TLanes Tail(T* x, int whole, nint readable, T* indices) =>
        whole < Arguments.Length
            ? RowTail.Load<T, TLanes>(x + whole, Arguments.Length - whole, readable - whole, indices)
            : TLanes.Constant(double.NegativeInfinity);

    /// <summary>The maximum, or 0 where it is −∞. A NaN may be passed over: the sum will not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Shift(T* x, int whole, TLanes most)
    {
        var (first, second, third) = (most, most, most);
        var i = 0;
        for (; i <= whole - (4 * TLanes.Count); i += 4 * TLanes.Count)
        {
            most = TLanes.AtLeast(most, TLanes.Load(x + i));
            first = TLanes.AtLeast(first, TLanes.Load(x + i + TLanes.Count));
            second = TLanes.AtLeast(second, TLanes.Load(x + i + (2 * TLanes.Count)));
            third = TLanes.AtLeast(third, TLanes.Load(x + i + (3 * TLanes.Count)));
        }

        for (; i < whole; i += TLanes.Count)
            most = TLanes.AtLeast(most, TLanes.Load(x + i));
        most = TLanes.Max(TLanes.Max(most, first), TLanes.Max(second, third));
        var lanes = stackalloc T[MostLanes];
        most.Store(lanes);
        var largest = Scalar<T>.Load(lanes);
        for (i = 1; i < TLanes.Count; i++)
            largest = Scalar<T>.Max(largest, Scalar<T>.Load(lanes + i));
        largest.Store(lanes);
        return T.IsNegativeInfinity(lanes[0]) ? T.Zero : lanes[0];
    }

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
