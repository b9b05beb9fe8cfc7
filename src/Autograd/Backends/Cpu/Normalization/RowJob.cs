using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.Normalization;

/// <summary>Normalises some rows a chunk: the mean, the squares' mean about it, the result; the row stays in the cache.</summary>
internal unsafe struct RowJob<T, TLanes> : IParallelBody
    where T : unmanaged, INumberBase<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    public RowArguments<T> Arguments;
    public int RowsInChunk;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Invoke(int chunk)
    {
        int length = Arguments.Length;
        int end = (int)Math.Min(Arguments.Rows, (chunk + 1L) * RowsInChunk);
        for (int row = chunk * RowsInChunk; row < end; row++)
        {
            T* x = Arguments.X + ((nint)row * length);
            T mean = T.Zero;
            double variance;
            if (Arguments.Means == null)
            {
                variance = LaneSums<T, TLanes>.Along(x, x, length, new SquareTerm<TLanes>(TLanes.Zero)) / length;
            }
            else
            {
                Moments(x, length, out mean, out variance);
                Arguments.Means[row] = mean;
            }

            T rstd = T.CreateTruncating(1 / Math.Sqrt(variance + Arguments.Epsilon));
            Arguments.Rstds[row] = rstd;
            Apply(x, Arguments.Y + ((nint)row * length), TLanes.Broadcast(mean), TLanes.Broadcast(rstd));
        }
    }

    /// <summary>
    /// Mean and variance in one pass, by sums of distances d from a number near the mean: Σd and Σd². Where that number is not near, and
    /// the variance were a small difference, two passes as the definition has them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Moments(T* x, int length, out T mean, out double variance)
    {
        int few = Math.Min(TLanes.Count, length);
        T shift = T.CreateTruncating(LaneSums<T, TLanes>.Total(LaneTail.Load<T, TLanes>(x, few)) / few);
        Distances(x, length, TLanes.Broadcast(shift), out double sum, out double squares);
        double distance = sum / length;
        mean = T.CreateTruncating(double.CreateTruncating(shift) + distance);
        variance = (squares / length) - (distance * distance);
        if (distance * distance <= 3 * variance)
        {
            return;
        }

        mean = T.CreateTruncating(LaneSums<T, TLanes>.Along(x, x, length, default(ValueTerm<TLanes>)) / length);
        variance = LaneSums<T, TLanes>.Along(x, x, length, new SquareTerm<TLanes>(TLanes.Broadcast(mean))) / length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Distances(T* x, int length, TLanes shift, out double sum, out double squares)
    {
        int block = LaneSums<T, TLanes>.Block;
        (sum, squares) = (0, 0);
        for (int first = 0; first < length; first += block)
        {
            BlockDistances(x + first, Math.Min(block, length - first), shift, ref sum, ref squares);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void BlockDistances(T* x, int count, TLanes shift, ref double sum, ref double squares)
    {
        TLanes s0 = TLanes.Zero, s1 = TLanes.Zero, s2 = TLanes.Zero, s3 = TLanes.Zero;
        TLanes q0 = TLanes.Zero, q1 = TLanes.Zero, q2 = TLanes.Zero, q3 = TLanes.Zero;
        int i = 0;
        for (; i <= count - (4 * TLanes.Count); i += 4 * TLanes.Count)
        {
            TLanes d0 = TLanes.Load(x + i) - shift;
            TLanes d1 = TLanes.Load(x + i + TLanes.Count) - shift;
            TLanes d2 = TLanes.Load(x + i + (2 * TLanes.Count)) - shift;
            TLanes d3 = TLanes.Load(x + i + (3 * TLanes.Count)) - shift;
            s0 += d0;
            s1 += d1;
            s2 += d2;
            s3 += d3;
            q0 = TLanes.MultiplyAdd(d0, d0, q0);
            q1 = TLanes.MultiplyAdd(d1, d1, q1);
            q2 = TLanes.MultiplyAdd(d2, d2, q2);
            q3 = TLanes.MultiplyAdd(d3, d3, q3);
        }

        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TLanes d = TLanes.Load(x + i) - shift;
            s0 += d;
            q0 = TLanes.MultiplyAdd(d, d, q0);
        }

        if (i < count)
        {
            TLanes d = LaneTail.Only<T, TLanes>(LaneTail.Load<T, TLanes>(x + i, count - i) - shift, count - i);
            s1 += d;
            q1 = TLanes.MultiplyAdd(d, d, q1);
        }

        sum += LaneSums<T, TLanes>.Total((s0 + s1) + (s2 + s3));
        squares += LaneSums<T, TLanes>.Total((q0 + q1) + (q2 + q3));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Apply(T* x, T* y, TLanes mean, TLanes rstd)
    {
        T* weight = Arguments.Weight;
        T* bias = Arguments.Bias;
        int length = Arguments.Length;
        int i = 0;
        for (; i <= length - (2 * TLanes.Count); i += 2 * TLanes.Count)
        {
            // The row behind is wanted next, and nothing else waits for memory now.
            Lines.Fetch(x + length + i);
            Lines.Fetch(y + length + i);
            TLanes one = (TLanes.Load(x + i) - mean) * rstd;
            TLanes.MultiplyAdd(one, TLanes.Load(weight + i), TLanes.Load(bias + i)).Store(y + i);
            int j = i + TLanes.Count;
            TLanes other = (TLanes.Load(x + j) - mean) * rstd;
            TLanes.MultiplyAdd(other, TLanes.Load(weight + j), TLanes.Load(bias + j)).Store(y + j);
        }

        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            TLanes normal = (TLanes.Load(x + i) - mean) * rstd;
            TLanes.MultiplyAdd(normal, TLanes.Load(weight + i), TLanes.Load(bias + i)).Store(y + i);
        }

        if (i < length)
        {
            int rest = length - i;
            TLanes normal = (LaneTail.Load<T, TLanes>(x + i, rest) - mean) * rstd;
            LaneTail.Store(y + i, TLanes.MultiplyAdd(normal, LaneTail.Load<T, TLanes>(weight + i, rest), LaneTail.Load<T, TLanes>(bias + i, rest)), rest);
        }
    }
}
