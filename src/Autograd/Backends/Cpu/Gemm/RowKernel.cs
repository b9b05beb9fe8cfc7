using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Backends.Cpu.Gemm;

/// <summary>
/// One row of C by eight registers of columns. With a single row, a tile of two registers would wait for each multiply-add before the
/// next; eight independent sums keep the units busy.
/// </summary>
/// <remarks>The sums are the same chains over k as in <see cref="MicroKernel{T,TRegister,TRows,TWidth,TSteps}"/>, bit for bit.</remarks>
internal static unsafe class RowKernel<T, TRegister>
    where T : unmanaged
    where TRegister : unmanaged, IRegister<TRegister, T>
{
    /// <summary>Panels of B, of two registers each, that one call takes.</summary>
    public const int Panels = 4;

    /// <summary>B is read once, and where it is not packed its rows lie further apart than the processor's own prefetching sees.</summary>
    private const int RowsAhead = 8;

    /// <summary>Computes the row. The panels of B are <paramref name="bPanel"/> elements apart, the tile has all their columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    public static void Run(TileArguments<T>* t, nint bPanel)
    {
        TRegister c0 = TRegister.Zero, d0 = TRegister.Zero;
        TRegister c1 = TRegister.Zero, d1 = TRegister.Zero;
        TRegister c2 = TRegister.Zero, d2 = TRegister.Zero;
        TRegister c3 = TRegister.Zero, d3 = TRegister.Zero;
        T* a = t->A;
        T* b0 = t->B;
        T* b1 = b0 + bPanel;
        T* b2 = b1 + bPanel;
        T* b3 = b2 + bPanel;
        nint aStep = t->AStep;
        nint bStep = t->BStep;
        nint ahead = RowsAhead * bStep;
        nint k = t->K;
        do
        {
            TRegister x = TRegister.Broadcast(*a);
            c0 = TRegister.MultiplyAdd(x, TRegister.Load(b0), c0);
            d0 = TRegister.MultiplyAdd(x, TRegister.Load(b0 + TRegister.Lanes), d0);
            c1 = TRegister.MultiplyAdd(x, TRegister.Load(b1), c1);
            d1 = TRegister.MultiplyAdd(x, TRegister.Load(b1 + TRegister.Lanes), d1);
            c2 = TRegister.MultiplyAdd(x, TRegister.Load(b2), c2);
            d2 = TRegister.MultiplyAdd(x, TRegister.Load(b2 + TRegister.Lanes), d2);
            c3 = TRegister.MultiplyAdd(x, TRegister.Load(b3), c3);
            d3 = TRegister.MultiplyAdd(x, TRegister.Load(b3 + TRegister.Lanes), d3);
            if (Sse.IsSupported)
            {
                Sse.Prefetch0(b0 + ahead);
                Sse.Prefetch0(b1 + ahead);
                Sse.Prefetch0(b2 + ahead);
                Sse.Prefetch0(b3 + ahead);
            }

            a += aStep;
            b0 += bStep;
            b1 += bStep;
            b2 += bStep;
            b3 += bStep;
        }
        while (--k != 0);

        Finish(t, 0, c0);
        Finish(t, 1, d0);
        Finish(t, 2, c1);
        Finish(t, 3, d1);
        Finish(t, 4, c2);
        Finish(t, 5, d2);
        Finish(t, 6, c3);
        Finish(t, 7, d3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(TileArguments<T>* t, int register, TRegister value)
    {
        int column = register * TRegister.Lanes;
        if (t->Accumulate)
        {
            value = TRegister.Add(TRegister.Load(t->C + column), value);
        }

        if (t->Bias != null)
        {
            value = TRegister.Add(value, TRegister.Load(t->Bias + column));
        }

        TRegister.Store(t->C + column, value);
    }
}
