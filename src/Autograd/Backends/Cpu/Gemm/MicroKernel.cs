using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Backends.Cpu.Gemm;

/// <summary>
/// The innermost loop of the product: a tile of C, at most 14 rows of one or two registers, stays in registers while k runs. At every k,
/// one row of the panel of B is loaded and each of the A column's values is broadcast and multiplied with it.
/// </summary>
/// <remarks>
/// Written once: the element, the register, the rows and the registers in a row are type arguments, so every comparison with
/// <c>TRows.Value</c> and <c>TWidth.Value</c> is decided when the JIT compiles the instance, and what is beyond them is not there.
/// The steps of A or of B come from a table where that is asked for: a convolution's patches need not be copied to be multiplied.
/// Every element of C is one chain of multiply-adds in the order of k, whatever the tile's size or place.
/// The rows of A are reached from two pointers, rows 0 and 7, through offsets that x86 forms out of three registers (1, 3, 5 times the stride).
/// </remarks>
internal static unsafe class MicroKernel<T, TRegister, TRows, TWidth, TSteps>
    where T : unmanaged
    where TRegister : unmanaged, IRegister<TRegister, T>
    where TRows : struct, IConstant
    where TWidth : struct, IConstant
    where TSteps : struct, IPanelSteps
{
    /// <summary>Computes one tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    public static void Run(TileArguments<T>* t)
    {
        PrefetchTile(t->C, t->CRow);
        TRegister c0 = TRegister.Zero, d0 = TRegister.Zero;
        TRegister c1 = TRegister.Zero, d1 = TRegister.Zero;
        TRegister c2 = TRegister.Zero, d2 = TRegister.Zero;
        TRegister c3 = TRegister.Zero, d3 = TRegister.Zero;
        TRegister c4 = TRegister.Zero, d4 = TRegister.Zero;
        TRegister c5 = TRegister.Zero, d5 = TRegister.Zero;
        TRegister c6 = TRegister.Zero, d6 = TRegister.Zero;
        TRegister c7 = TRegister.Zero, d7 = TRegister.Zero;
        TRegister c8 = TRegister.Zero, d8 = TRegister.Zero;
        TRegister c9 = TRegister.Zero, d9 = TRegister.Zero;
        TRegister c10 = TRegister.Zero, d10 = TRegister.Zero;
        TRegister c11 = TRegister.Zero, d11 = TRegister.Zero;
        TRegister c12 = TRegister.Zero, d12 = TRegister.Zero;
        TRegister c13 = TRegister.Zero, d13 = TRegister.Zero;

        nint aStep = t->AStep * sizeof(T);
        nint bStep = t->BStep * sizeof(T);
        nint r1 = t->ARow * sizeof(T);
        nint r3 = r1 * 3;
        nint r5 = r1 * 5;
        byte* a = (byte*)t->A;
        byte* a7 = a + (r1 * 7);
        byte* b = (byte*)t->B;
        byte* bOrigin = b;
        byte* aOrigin = a;
        nint* offsets = t->Offsets;
        nint k = t->K;
        do
        {
            if (TSteps.BFromTable)
            {
                b = bOrigin + *offsets++;
            }

            if (TSteps.AFromTable)
            {
                a = aOrigin + *offsets++;
                a7 = a + (r1 * 7);
            }

            TRegister b0 = TRegister.Load((T*)b);
            TRegister b1 = TWidth.Value > 1 ? TRegister.Load((T*)b + TRegister.Lanes) : TRegister.Zero;
            TRegister x = TRegister.Broadcast(*(T*)a);
            c0 = TRegister.MultiplyAdd(x, b0, c0);
            d0 = TWidth.Value > 1 ? TRegister.MultiplyAdd(x, b1, d0) : d0;

            if (TRows.Value > 1)
            {
                x = TRegister.Broadcast(*(T*)(a + r1));
                c1 = TRegister.MultiplyAdd(x, b0, c1);
                d1 = TWidth.Value > 1 ? TRegister.MultiplyAdd(x, b1, d1) : d1;
            }

            if (TRows.Value > 2)
            {
                x = TRegister.Broadcast(*(T*)(a + (r1 * 2)));
                c2 = TRegister.MultiplyAdd(x, b0, c2);
                d2 = TWidth.Value > 1 ? TRegister.MultiplyAdd(x, b1, d2) : d2;
            }

            if (TRows.Value > 3)
            {
                x = TRegister.Broadcast(*(T*)(a + r3));
                c3 = TRegister.MultiplyAdd(x, b0, c3);
                d3 = TWidth.Value > 1 ? TRegister.MultiplyAdd(x, b1, d3) : d3;
            }

            if (TRows.Value > 4)
            {
                x = TRegister.Broadcast(*(T*)(a + (r1 * 4)));
                c4 = TRegister.MultiplyAdd(x, b0, c4);
                d4 = TWidth.Value > 1 ? TRegister.MultiplyAdd(x, b1, d4) : d4;
            }

            if (TRows.Value > 5)
            {
                x = TRegister.Broadcast(*(T*)(a + r5));
                c5 = TRegister.MultiplyAdd(x, b0, c5);
                d5 = TWidth.Value > 1 ? TRegister.MultiplyAdd(x, b1, d5) : d5;
            }

            if (TRows.Value > 6)
            {
                x = TRegister.Broadcast(*(T*)(a + (r3 * 2)));
                c6 = TRegister.MultiplyAdd(x, b0, c6);
                d6 = TWidth.Value > 1 ? TRegister.MultiplyAdd(x, b1, d6) : d6;
            }

            if (TRows.Value > 7)
            {
                x = TRegister.Broadcast(*(T*)a7);
                c7 = TRegister.MultiplyAdd(x, b0, c7);
                d7 = TWidth.Value > 1 ? TRegister.MultiplyAdd(x, b1, d7) : d7;
            }

            if (TRows.Value > 8)
            {
                x = TRegister.Broadcast(*(T*)(a7 + r1));
                c8 = TRegister.MultiplyAdd(x, b0, c8);
                d8 = TWidth.Value > 1 ? TRegister.MultiplyAdd(x, b1, d8) : d8;
            }

            if (TRows.Value > 9)
            {
                x = TRegister.Broadcast(*(T*)(a7 + (r1 * 2)));
                c9 = TRegister.MultiplyAdd(x, b0, c9);
                d9 = TWidth.Value > 1 ? TRegister.MultiplyAdd(x, b1, d9) : d9;
            }

            if (TRows.Value > 10)
            {
                x = TRegister.Broadcast(*(T*)(a7 + r3));
                c10 = TRegister.MultiplyAdd(x, b0, c10);
                d10 = TWidth.Value > 1 ? TRegister.MultiplyAdd(x, b1, d10) : d10;
            }

            if (TRows.Value > 11)
            {
                x = TRegister.Broadcast(*(T*)(a7 + (r1 * 4)));
                c11 = TRegister.MultiplyAdd(x, b0, c11);
                d11 = TWidth.Value > 1 ? TRegister.MultiplyAdd(x, b1, d11) : d11;
            }

            if (TRows.Value > 12)
            {
                x = TRegister.Broadcast(*(T*)(a7 + r5));
                c12 = TRegister.MultiplyAdd(x, b0, c12);
                d12 = TWidth.Value > 1 ? TRegister.MultiplyAdd(x, b1, d12) : d12;
            }

            if (TRows.Value > 13)
            {
                x = TRegister.Broadcast(*(T*)(a7 + (r3 * 2)));
                c13 = TRegister.MultiplyAdd(x, b0, c13);
                d13 = TWidth.Value > 1 ? TRegister.MultiplyAdd(x, b1, d13) : d13;
            }

            a += aStep;
            a7 += aStep;
            b += bStep;
        }
        while (--k != 0);

        T* c = t->C;
        nint cRow = t->CRow;
        bool whole = t->Columns == TRegister.Lanes * TWidth.Value;
        if (whole && !t->Accumulate && t->Bias == null)
        {
            StoreRow(c, c0, d0);
            if (TRows.Value > 1)
            {
                StoreRow(c += cRow, c1, d1);
            }

            if (TRows.Value > 2)
            {
                StoreRow(c += cRow, c2, d2);
            }

            if (TRows.Value > 3)
            {
                StoreRow(c += cRow, c3, d3);
            }

            if (TRows.Value > 4)
            {
                StoreRow(c += cRow, c4, d4);
            }

            if (TRows.Value > 5)
            {
                StoreRow(c += cRow, c5, d5);
            }

            if (TRows.Value > 6)
            {
                StoreRow(c += cRow, c6, d6);
            }

            if (TRows.Value > 7)
            {
                StoreRow(c += cRow, c7, d7);
            }

            if (TRows.Value > 8)
            {
                StoreRow(c += cRow, c8, d8);
            }

            if (TRows.Value > 9)
            {
                StoreRow(c += cRow, c9, d9);
            }

            if (TRows.Value > 10)
            {
                StoreRow(c += cRow, c10, d10);
            }

            if (TRows.Value > 11)
            {
                StoreRow(c += cRow, c11, d11);
            }

            if (TRows.Value > 12)
            {
                StoreRow(c += cRow, c12, d12);
            }

            if (TRows.Value > 13)
            {
                StoreRow(c += cRow, c13, d13);
            }

            return;
        }

        TRegister m0 = TRegister.FirstLanes(t->Columns);
        TRegister m1 = TRegister.FirstLanes(t->Columns - TRegister.Lanes);
        FinishRow(t, c, c0, d0, m0, m1, whole);
        if (TRows.Value > 1)
        {
            FinishRow(t, c += cRow, c1, d1, m0, m1, whole);
        }

        if (TRows.Value > 2)
        {
            FinishRow(t, c += cRow, c2, d2, m0, m1, whole);
        }

        if (TRows.Value > 3)
        {
            FinishRow(t, c += cRow, c3, d3, m0, m1, whole);
        }

        if (TRows.Value > 4)
        {
            FinishRow(t, c += cRow, c4, d4, m0, m1, whole);
        }

        if (TRows.Value > 5)
        {
            FinishRow(t, c += cRow, c5, d5, m0, m1, whole);
        }

        if (TRows.Value > 6)
        {
            FinishRow(t, c += cRow, c6, d6, m0, m1, whole);
        }

        if (TRows.Value > 7)
        {
            FinishRow(t, c += cRow, c7, d7, m0, m1, whole);
        }

        if (TRows.Value > 8)
        {
            FinishRow(t, c += cRow, c8, d8, m0, m1, whole);
        }

        if (TRows.Value > 9)
        {
            FinishRow(t, c += cRow, c9, d9, m0, m1, whole);
        }

        if (TRows.Value > 10)
        {
            FinishRow(t, c += cRow, c10, d10, m0, m1, whole);
        }

        if (TRows.Value > 11)
        {
            FinishRow(t, c += cRow, c11, d11, m0, m1, whole);
        }

        if (TRows.Value > 12)
        {
            FinishRow(t, c += cRow, c12, d12, m0, m1, whole);
        }

        if (TRows.Value > 13)
        {
            FinishRow(t, c += cRow, c13, d13, m0, m1, whole);
        }
    }

    /// <summary>Fetches the tile while the sums are computed, since nothing else announces that its rows will be written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchTile(T* c, nint cRow)
    {
        if (Sse.IsSupported)
        {
            for (int i = 0; i < TRows.Value; i++)
            {
                Sse.Prefetch0(c);
                Sse.Prefetch0((byte*)(c + (TRegister.Lanes * TWidth.Value)) - 1);
                c += cRow;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(T* c, TRegister v0, TRegister v1)
    {
        TRegister.Store(c, v0);
        if (TWidth.Value > 1)
        {
            TRegister.Store(c + TRegister.Lanes, v1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FinishRow(TileArguments<T>* t, T* c, TRegister v0, TRegister v1, TRegister m0, TRegister m1, bool whole)
    {
        if (t->Accumulate)
        {
            v0 = TRegister.Add(whole ? TRegister.Load(c) : TRegister.Load(c, m0), v0);
            if (TWidth.Value > 1)
            {
                v1 = TRegister.Add(whole ? TRegister.Load(c + TRegister.Lanes) : TRegister.Load(c + TRegister.Lanes, m1), v1);
            }
        }

        if (t->Bias != null)
        {
            v0 = TRegister.Add(v0, TRegister.Load(t->Bias, m0));
            if (TWidth.Value > 1)
            {
                v1 = TRegister.Add(v1, TRegister.Load(t->Bias + TRegister.Lanes, m1));
            }
        }

        if (whole)
        {
            StoreRow(c, v0, v1);
            return;
        }

        TRegister.Store(c, v0, m0);
        if (TWidth.Value > 1)
        {
            TRegister.Store(c + TRegister.Lanes, v1, m1);
        }
    }
}
