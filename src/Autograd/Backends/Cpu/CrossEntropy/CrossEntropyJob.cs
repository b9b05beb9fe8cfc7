using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.CrossEntropy;

/// <summary>Losses of some rows a chunk.</summary>
/// <remarks>
/// With m the row's maximum, logsumexp = m + log Σ exp(x − m), and the loss is (m − x[target]) + log Σ exp(x − m): written so, it does not
/// lose the logits' common size. Where m is not finite nothing is subtracted: a row of −∞ alone sums to 0, one with +∞ to +∞, one with NaN
/// to NaN. The exponentials' sums are two chains a lane, added in a fixed order.
/// </remarks>
internal unsafe struct CrossEntropyJob<T, TLanes> : IParallelBody
    where T : unmanaged, INumberBase<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    /// <summary>Rows whose logarithms are taken together.</summary>
    private const int Block = 16;

    public CrossEntropyArguments<T> Arguments;
    public int RowsInChunk;

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Invoke(int chunk)
    {
        T* sums = stackalloc T[Block];
        T* maxima = stackalloc T[Block];
        T* indices = stackalloc T[Block];
        for (int i = 0; i < Block; i++)
        {
            indices[i] = T.CreateTruncating(i);
        }

        int end = (int)Math.Min(Arguments.Rows, (chunk + 1L) * RowsInChunk);
        for (int first = chunk * RowsInChunk; first < end; first += Block)
        {
            int rows = Math.Min(Block, end - first);
            new Span<T>(sums, Block).Fill(T.One);
            Sums(first, rows, sums, maxima, indices);
            for (int i = 0; i < Block; i += TLanes.Count)
            {
                TLanes.Log(TLanes.Load(sums + i)).Store(sums + i);
            }

            for (int i = 0; i < rows; i++)
            {
                int row = first + i;
                long target = Arguments.Targets[row];
                Arguments.LogSumExps[row] = maxima[i] + sums[i];
                Arguments.Losses[row] = target == Arguments.Ignored
                    ? T.Zero
                    : (maxima[i] - Arguments.X[((nint)row * Arguments.Classes) + (nint)target]) + sums[i];
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void Sums(int first, int rows, T* sums, T* maxima, T* indices)
    {
        T* lanes = stackalloc T[Block];
        int classes = Arguments.Classes;
        int whole = classes - (classes % TLanes.Count);
        for (int row = 0; row < rows; row++)
        {
            T* x = Arguments.X + ((nint)(first + row) * classes);
            TLanes tail = TLanes.Constant(double.NegativeInfinity);
            if (whole < classes)
            {
                tail = RowTail.Load<T, TLanes>(x + whole, classes - whole, Arguments.Readable(x + whole), indices);
            }

            TLanes most = tail;
            for (int i = 0; i < whole; i += TLanes.Count)
            {
                most = TLanes.Max(most, TLanes.Load(x + i));
            }

            most.Store(lanes);
            T maximum = MaximumOf(lanes);
            maximum = T.IsFinite(maximum) ? maximum : T.Zero;

            TLanes shift = TLanes.Broadcast(maximum);
            TLanes even = TLanes.Exp(tail - shift);
            TLanes odd = TLanes.Zero;
            int j = 0;
            for (; j <= whole - (2 * TLanes.Count); j += 2 * TLanes.Count)
            {
                even += TLanes.Exp(TLanes.Load(x + j) - shift);
                odd += TLanes.Exp(TLanes.Load(x + j + TLanes.Count) - shift);
            }

            if (j < whole)
            {
                even += TLanes.Exp(TLanes.Load(x + j) - shift);
            }

            (even + odd).Store(lanes);
            for (int half = TLanes.Count / 2; half > 0; half /= 2)
            {
                for (int i = 0; i < half; i++)
                {
                    lanes[i] += lanes[i + half];
                }
            }

            sums[row] = lanes[0];
            maxima[row] = maximum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T MaximumOf(T* lanes)
    {
        Scalar<T> most = Scalar<T>.Load(lanes);
        for (int i = 1; i < TLanes.Count; i++)
        {
            most = Scalar<T>.Max(most, Scalar<T>.Load(lanes + i));
        }

        most.Store(lanes);
        return lanes[0];
    }
}
