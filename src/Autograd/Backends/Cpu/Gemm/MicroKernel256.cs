using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Backends.Cpu.Gemm;

/// <summary>
/// The <see cref="MicroKernel{T,TRegister,TRows,TWidth,TSteps}"/> for AVX2 with FMA: a tile of at most 6 rows of one or two 256-bit registers.
/// Its sums are the same chains, bit for bit.
/// </summary>
/// <remarks>
/// Half as wide a register makes twice as many instructions for the same work, and where a core is shared with another hardware thread it
/// is instructions that run out first. So the loop takes four k at a time, addresses need no arithmetic of their own, and accumulators are
/// plain vectors: wrapped in a struct, every second multiply-add would be followed by a move.
/// </remarks>
internal static unsafe class MicroKernel256<T, TRows, TWidth, TSteps>
    where T : unmanaged
    where TRows : struct, IConstant
    where TWidth : struct, IConstant
    where TSteps : struct, IPanelSteps
{
    /// <summary>Steps of k in one turn of the loop.</summary>
    private const int Unrolled = 4;

    private static int Lanes => Vector256<T>.Count;

    /// <summary>Computes one tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    public static void Run(TileArguments<T>* t)
    {
        PrefetchTile(t->C, t->CRow);
        Vector256<T> c0 = Vector256<T>.Zero, d0 = Vector256<T>.Zero;
        Vector256<T> c1 = Vector256<T>.Zero, d1 = Vector256<T>.Zero;
        Vector256<T> c2 = Vector256<T>.Zero, d2 = Vector256<T>.Zero;
        Vector256<T> c3 = Vector256<T>.Zero, d3 = Vector256<T>.Zero;
        Vector256<T> c4 = Vector256<T>.Zero, d4 = Vector256<T>.Zero;
        Vector256<T> c5 = Vector256<T>.Zero, d5 = Vector256<T>.Zero;

        nint aStep = t->AStep * sizeof(T);
        nint bStep = t->BStep * sizeof(T);
        nint r1 = t->ARow * sizeof(T);
        nint r3 = r1 * 3;
        nint r5 = r1 * 5;
        byte* a = (byte*)t->A;
        byte* b = (byte*)t->B;
        nint* offsets = t->Offsets;
        nint k = t->K;
        if (!TSteps.AFromTable && aStep == sizeof(T))
        {
            for (; k >= Unrolled; k -= Unrolled)
            {
                byte* row = TSteps.BFromTable ? b + offsets[0] : b;
                Step(a, r1, r3, r5, 0, row, ref c0, ref d0, ref c1, ref d1, ref c2, ref d2, ref c3, ref d3, ref c4, ref d4, ref c5, ref d5);
                row = TSteps.BFromTable ? b + offsets[1] : row + bStep;
                Step(a, r1, r3, r5, 1, row, ref c0, ref d0, ref c1, ref d1, ref c2, ref d2, ref c3, ref d3, ref c4, ref d4, ref c5, ref d5);
                row = TSteps.BFromTable ? b + offsets[2] : row + bStep;
                Step(a, r1, r3, r5, 2, row, ref c0, ref d0, ref c1, ref d1, ref c2, ref d2, ref c3, ref d3, ref c4, ref d4, ref c5, ref d5);
                row = TSteps.BFromTable ? b + offsets[3] : row + bStep;
                Step(a, r1, r3, r5, 3, row, ref c0, ref d0, ref c1, ref d1, ref c2, ref d2, ref c3, ref d3, ref c4, ref d4, ref c5, ref d5);
                a += Unrolled * sizeof(T);
                if (TSteps.BFromTable)
                {
                    offsets += Unrolled;
                }
                else
                {
                    b = row + bStep;
                }
            }
        }
        else if (!TSteps.BFromTable)
        {
            for (; k >= Unrolled; k -= Unrolled)
            {
                byte* column = TSteps.AFromTable ? a + offsets[0] : a;
                Step(column, r1, r3, r5, 0, b, ref c0, ref d0, ref c1, ref d1, ref c2, ref d2, ref c3, ref d3, ref c4, ref d4, ref c5, ref d5);
                column = TSteps.AFromTable ? a + offsets[1] : column + aStep;
                Step(column, r1, r3, r5, 0, b += bStep, ref c0, ref d0, ref c1, ref d1, ref c2, ref d2, ref c3, ref d3, ref c4, ref d4, ref c5, ref d5);
                column = TSteps.AFromTable ? a + offsets[2] : column + aStep;
                Step(column, r1, r3, r5, 0, b += bStep, ref c0, ref d0, ref c1, ref d1, ref c2, ref d2, ref c3, ref d3, ref c4, ref d4, ref c5, ref d5);
                column = TSteps.AFromTable ? a + offsets[3] : column + aStep;
                Step(column, r1, r3, r5, 0, b += bStep, ref c0, ref d0, ref c1, ref d1, ref c2, ref d2, ref c3, ref d3, ref c4, ref d4, ref c5, ref d5);
                b += bStep;
                if (TSteps.AFromTable)
                {
                    offsets += Unrolled;
                }
                else
                {
                    a = column + aStep;
                }
            }
        }

        for (; k > 0; k--)
        {
            byte* row = TSteps.BFromTable ? b + *offsets++ : b;
            byte* column = TSteps.AFromTable ? a + *offsets++ : a;
            Step(column, r1, r3, r5, 0, row, ref c0, ref d0, ref c1, ref d1, ref c2, ref d2, ref c3, ref d3, ref c4, ref d4, ref c5, ref d5);
            if (!TSteps.AFromTable)
            {
                a += aStep;
            }

            if (!TSteps.BFromTable)
            {
                b += bStep;
            }
        }

        T* c = t->C;
        nint cRow = t->CRow;
        if (t->Columns == Lanes * TWidth.Value && !t->Accumulate && t->Bias == null)
        {
            StoreRow(c, c0, d0);
            if (TRows.Value > 1)
            {
                StoreRow(c + cRow, c1, d1);
            }

            if (TRows.Value > 2)
            {
                StoreRow(c + (cRow * 2), c2, d2);
            }

            if (TRows.Value > 3)
            {
                StoreRow(c + (cRow * 3), c3, d3);
            }

            if (TRows.Value > 4)
            {
                StoreRow(c + (cRow * 4), c4, d4);
            }

            if (TRows.Value > 5)
            {
                StoreRow(c + (cRow * 5), c5, d5);
            }

            return;
        }

        Vector256<T> mask = Register256<T>.Mask(t->Columns - (Lanes * (TWidth.Value - 1)));
        FinishRow(t, c, c0, d0, mask);
        if (TRows.Value > 1)
        {
            FinishRow(t, c + cRow, c1, d1, mask);
        }

        if (TRows.Value > 2)
        {
            FinishRow(t, c + (cRow * 2), c2, d2, mask);
        }

        if (TRows.Value > 3)
        {
            FinishRow(t, c + (cRow * 3), c3, d3, mask);
        }

        if (TRows.Value > 4)
        {
            FinishRow(t, c + (cRow * 4), c4, d4, mask);
        }

        if (TRows.Value > 5)
        {
            FinishRow(t, c + (cRow * 5), c5, d5, mask);
        }
    }

    /// <summary>Adds to the sums the products of a column of A, <paramref name="k"/> elements behind <paramref name="a"/>, and a row of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(
        byte* a,
        nint r1,
        nint r3,
        nint r5,
        int k,
        byte* b,
        ref Vector256<T> c0,
        ref Vector256<T> d0,
        ref Vector256<T> c1,
        ref Vector256<T> d1,
        ref Vector256<T> c2,
        ref Vector256<T> d2,
        ref Vector256<T> c3,
        ref Vector256<T> d3,
        ref Vector256<T> c4,
        ref Vector256<T> d4,
        ref Vector256<T> c5,
        ref Vector256<T> d5)
    {
        Vector256<T> b0 = Vector256.Load((T*)b);
        Vector256<T> b1 = TWidth.Value > 1 ? Vector256.Load((T*)b + Lanes) : Vector256<T>.Zero;
        Row((T*)a + k, b0, b1, ref c0, ref d0);
        if (TRows.Value > 1)
        {
            Row((T*)(a + r1) + k, b0, b1, ref c1, ref d1);
        }

        if (TRows.Value > 2)
        {
            Row((T*)(a + (r1 * 2)) + k, b0, b1, ref c2, ref d2);
        }

        if (TRows.Value > 3)
        {
            Row((T*)(a + r3) + k, b0, b1, ref c3, ref d3);
        }

        if (TRows.Value > 4)
        {
            Row((T*)(a + (r1 * 4)) + k, b0, b1, ref c4, ref d4);
        }

        if (TRows.Value > 5)
        {
            Row((T*)(a + r5) + k, b0, b1, ref c5, ref d5);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(T* a, Vector256<T> b0, Vector256<T> b1, ref Vector256<T> c, ref Vector256<T> d)
    {
        Vector256<T> x = Vector256.Create(*a);
        c = MultiplyAdd(x, b0, c);
        if (TWidth.Value > 1)
        {
            d = MultiplyAdd(x, b1, d);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> MultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> c) => typeof(T) == typeof(float)
        ? Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    /// <summary>Fetches the tile while the sums are computed, since nothing else announces that its rows will be written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchTile(T* c, nint cRow)
    {
        for (int i = 0; i < TRows.Value; i++)
        {
            Sse.Prefetch0(c);
            Sse.Prefetch0((byte*)(c + (Lanes * TWidth.Value)) - 1);
            c += cRow;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(T* c, Vector256<T> v0, Vector256<T> v1)
    {
        v0.Store(c);
        if (TWidth.Value > 1)
        {
            v1.Store(c + Lanes);
        }
    }

    /// <summary>Only the row's last register may be partly beyond the tile's columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FinishRow(TileArguments<T>* t, T* c, Vector256<T> v0, Vector256<T> v1, Vector256<T> mask)
    {
        if (TWidth.Value == 1)
        {
            FinishLast(t, 0, c, v0, mask);
            return;
        }

        v0 = t->Accumulate ? Vector256.Load(c) + v0 : v0;
        v0 = t->Bias != null ? v0 + Vector256.Load(t->Bias) : v0;
        v0.Store(c);
        FinishLast(t, Lanes, c, v1, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FinishLast(TileArguments<T>* t, int column, T* c, Vector256<T> v, Vector256<T> mask)
    {
        v = t->Accumulate ? Register256<T>.LoadMasked(c + column, mask) + v : v;
        v = t->Bias != null ? v + Register256<T>.LoadMasked(t->Bias + column, mask) : v;
        Register256<T>.StoreFirst(c + column, v, t->Columns - column);
    }
}
