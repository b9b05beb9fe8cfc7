using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Numerics;

namespace Autograd.Backends.Cpu.CrossEntropy;

/// <summary>Cotangents of some rows a chunk. A zero cotangent is a strong zero, whatever the row holds.</summary>
internal unsafe struct CrossEntropyVjpJob<T, TLanes> : IParallelBody
    where T : unmanaged, INumberBase<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    /// <summary>The widest register's lanes.</summary>
    private const int MostLanes = 16;

    public CrossEntropyArguments<T> Arguments;
    public int RowsInChunk;

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Invoke(int chunk)
    {
        T* indices = stackalloc T[MostLanes];
        for (int i = 0; i < MostLanes; i++)
        {
            indices[i] = T.CreateTruncating(i);
        }

        int classes = Arguments.Classes;
        int end = (int)Math.Min(Arguments.Rows, (chunk + 1L) * RowsInChunk);
        for (int row = chunk * RowsInChunk; row < end; row++)
        {
            T* x = Arguments.X + ((nint)row * classes);
            T* dx = Arguments.Dx + ((nint)row * classes);
            long target = Arguments.Targets[row];
            T scale = Arguments.DLosses[row];
            if (target == Arguments.Ignored || T.IsZero(scale))
            {
                new Span<T>(dx, classes).Clear();
                continue;
            }

            TLanes factor = TLanes.Broadcast(scale);
            TLanes shift = TLanes.Broadcast(Arguments.LogSumExps[row]);
            int i = 0;
            for (; i <= classes - TLanes.Count; i += TLanes.Count)
            {
                (factor * TLanes.Exp(TLanes.Load(x + i) - shift)).Store(dx + i);
            }

            if (i < classes)
            {
                TLanes tail = RowTail.Load<T, TLanes>(x + i, classes - i, Arguments.Readable(x + i), indices);
                TLanes value = factor * TLanes.Exp(tail - shift);
                if (((nint)(end - row) * classes) - i >= TLanes.Count)
                {
                    // What this writes of the chunk's next rows, they overwrite.
                    value.Store(dx + i);
                }
                else
                {
                    RowTail.Store(dx + i, value, classes - i);
                }
            }

            Scalar<T> probability = Scalar<T>.Exp(Scalar<T>.Load(x + target) - Scalar<T>.Broadcast(Arguments.LogSumExps[row]));
            (Scalar<T>.Broadcast(scale) * (probability - Scalar<T>.One)).Store(dx + target);
        }
    }
}
