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
    public readonly void Invoke(int chunk)
    {
        int length = Arguments.Length;
        int end = (int)Math.Min(Arguments.Rows, (chunk + 1L) * RowsInChunk);
        for (int row = chunk * RowsInChunk; row < end; row++)
        {
            T* x = Arguments.X + ((nint)row * length);
            T mean = T.Zero;
            if (Arguments.Means != null)
            {
                mean = T.CreateTruncating(LaneSums<T, TLanes>.Along(x, x, length, default(ValueTerm<TLanes>)) / length);
                Arguments.Means[row] = mean;
            }

            double variance = LaneSums<T, TLanes>.Along(x, x, length, new SquareTerm<TLanes>(TLanes.Broadcast(mean))) / length;
            T rstd = T.CreateTruncating(1 / Math.Sqrt(variance + Arguments.Epsilon));
            Arguments.Rstds[row] = rstd;
            Apply(x, Arguments.Y + ((nint)row * length), TLanes.Broadcast(mean), TLanes.Broadcast(rstd));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Apply(T* x, T* y, TLanes mean, TLanes rstd)
    {
        T* weight = Arguments.Weight;
        T* bias = Arguments.Bias;
        int length = Arguments.Length;
        int i = 0;
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
