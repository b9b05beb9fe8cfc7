using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>
/// Transposes blocks of a matrix of 4- or 8-byte elements: squares of a whole cache line by as many lines, so that lines whose distance
/// is a multiple of 4 kB are used up before they push each other out of the cache.
/// </summary>
/// <typeparam name="T">float or double, for any element of its size.</typeparam>
internal static unsafe class Transposition<T>
    where T : unmanaged
{
    private static int Line
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => CacheLine.Size / sizeof(T);
    }

    /// <summary>target[r, c] = source[c, r]; the source's lines and the target's rows are contiguous, steps between them in bytes.</summary>
    public static void Copy(T* source, nint sourceLine, T* target, nint targetRow, int rows, int columns)
    {
        for (var row = 0; row < rows; row += Line)
        {
            var height = Math.Min(Line, rows - row);
            for (var column = 0; column < columns; column += Line)
            {
                var width = Math.Min(Line, columns - column);
                var from = (byte*)(source + row) + (column * sourceLine);
                var to = (byte*)target + (row * targetRow) + (column * sizeof(T));
                if (Avx512F.IsSupported && height == Line && width == Line)
                    Square512(from, sourceLine, to, targetRow);
                else if (Avx.IsSupported && height == Line && width == Line)
                    Square256(from, sourceLine, to, targetRow);
                else
                    Square(from, sourceLine, to, targetRow, height, width);
            }
        }
    }

    [MethodImpl(Hot.Loop)]
    private static void Square(byte* source, nint sourceLine, byte* target, nint targetRow, int rows, int columns)
    {
        var side = Interleave.IsSupported ? Vector128<T>.Count : 1;
        var row = 0;
        for (; row <= rows - side; row += side)
        {
            var from = source + (row * sizeof(T));
            var to = target + (row * targetRow);
            var column = 0;
            if (Interleave.IsSupported)
            {
                for (; column <= columns - side; column += side)
                    Square128(from + (column * sourceLine), sourceLine, to + (column * sizeof(T)), targetRow);
            }

            Elements(from, sourceLine, to, targetRow, side, column, columns);
        }

        Elements(source + (row * sizeof(T)), sourceLine, target + (row * targetRow), targetRow, rows - row, 0, columns);
    }

    [MethodImpl(Hot.Loop)]
    private static void Elements(byte* source, nint sourceLine, byte* target, nint targetRow, int rows, int column, int columns)
    {
        for (; column < columns; column++)
        {
            for (var row = 0; row < rows; row++)
                ((T*)(target + (row * targetRow)))[column] = ((T*)(source + (column * sourceLine)))[row];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square128(byte* source, nint sourceLine, byte* target, nint targetRow)
    {
        if (sizeof(T) == 8)
        {
            var d0 = Vector128.Load((double*)source);
            var d1 = Vector128.Load((double*)(source + sourceLine));
            Interleave.Low(d0, d1).Store((double*)target);
            Interleave.High(d0, d1).Store((double*)(target + targetRow));
            return;
        }

        var v0 = Vector128.Load((float*)source);
        var v1 = Vector128.Load((float*)(source + sourceLine));
        var v2 = Vector128.Load((float*)(source + (2 * sourceLine)));
        var v3 = Vector128.Load((float*)(source + (3 * sourceLine)));
        var low01 = Interleave.Low(v0, v1).AsDouble();
        var low23 = Interleave.Low(v2, v3).AsDouble();
        var high01 = Interleave.High(v0, v1).AsDouble();
        var high23 = Interleave.High(v2, v3).AsDouble();
        Interleave.Low(low01, low23).Store((double*)target);
        Interleave.High(low01, low23).Store((double*)(target + targetRow));
        Interleave.Low(high01, high23).Store((double*)(target + (2 * targetRow)));
        Interleave.High(high01, high23).Store((double*)(target + (3 * targetRow)));
    }

    /// <summary>
    /// 16×16 of 4 bytes or 8×8 of 8 bytes by way of a tile: eight lines at a time are used up before they push each other out of the
    /// cache, and then each of the target's lines is written whole. The lines behind, of both, are fetched, since no stream announces them.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(Hot.Loop)]
    private static void Square256(byte* source, nint line, byte* target, nint row)
    {
        var tile = stackalloc byte[(CacheLine.Size * Line) + CacheLine.Size];
        tile = Tile.Align(tile);
        for (var i = 0; i < Line; i++)
        {
            Sse.Prefetch1(source + ((Line + i) * line));
            Sse.Prefetch1(target + (i * row) + CacheLine.Size);
        }

        for (var column = 0; column < Line; column += 8)
        {
            var from = source + (column * line);
            var to = tile + (column * sizeof(T));
            if (sizeof(T) == 4)
            {
                EightByEight((float*)from, line, (float*)to);
                EightByEight((float*)(from + 32), line, (float*)(to + (8 * CacheLine.Size)));
            }
            else
            {
                for (var corner = 0; corner < 4; corner++)
                    FourByFour((double*)(from + (corner / 2 * 4 * line) + (corner % 2 * 32)), line, (double*)(to + (corner % 2 * 4 * CacheLine.Size) + (corner / 2 * 32)));
            }
        }

        for (var i = 0; i < Line; i++)
        {
            var low = Vector256.LoadAligned(tile + (i * CacheLine.Size));
            var high = Vector256.LoadAligned(tile + (i * CacheLine.Size) + 32);
            low.Store(target + (i * row));
            high.Store(target + (i * row) + 32);
        }
    }

    /// <summary>Eight by eight of 4 bytes into lines of a tile. A register holds halves of the lines i and i + 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EightByEight(float* source, nint line, float* tile)
    {
        const int Row = CacheLine.Size / sizeof(float);
        for (var half = 0; half < 2; half++)
        {
            var v0 = Pair(source, line, 0, half);
            var v1 = Pair(source, line, 1, half);
            var v2 = Pair(source, line, 2, half);
            var v3 = Pair(source, line, 3, half);
            var low01 = Avx.UnpackLow(v0, v1).AsDouble();
            var low23 = Avx.UnpackLow(v2, v3).AsDouble();
            var high01 = Avx.UnpackHigh(v0, v1).AsDouble();
            var high23 = Avx.UnpackHigh(v2, v3).AsDouble();
            Avx.UnpackLow(low01, low23).Store((double*)tile);
            Avx.UnpackHigh(low01, low23).Store((double*)(tile + Row));
            Avx.UnpackLow(high01, high23).Store((double*)(tile + (2 * Row)));
            Avx.UnpackHigh(high01, high23).Store((double*)(tile + (3 * Row)));
            tile += 4 * Row;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<float> Pair(float* source, nint line, int index, int half)
        {
            var from = (byte*)source + (index * line) + (16 * half);
            return Vector256.Create(Vector128.Load((float*)from), Vector128.Load((float*)(from + (4 * line))));
        }
    }

    /// <summary>Four by four of 8 bytes into lines of a tile. A register holds halves of the lines i and i + 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourByFour(double* source, nint line, double* tile)
    {
        const int Row = CacheLine.Size / sizeof(double);
        for (var half = 0; half < 2; half++)
        {
            var from = (byte*)source + (16 * half);
            var v0 = Vector256.Create(Vector128.Load((double*)from), Vector128.Load((double*)(from + (2 * line))));
            var v1 = Vector256.Create(Vector128.Load((double*)(from + line)), Vector128.Load((double*)(from + (3 * line))));
            Avx.UnpackLow(v0, v1).Store(tile);
            Avx.UnpackHigh(v0, v1).Store(tile + Row);
            tile += 2 * Row;
        }
    }

    /// <summary>16×16 of 4 bytes or 8×8 of 8 bytes, all in registers.</summary>
    [MethodImpl(Hot.Loop)]
    private static void Square512(byte* source, nint line, byte* target, nint row)
    {
        if (sizeof(T) == 8)
        {
            Pair(source, line, out var a0, out var a1);
            Pair(source + (2 * line), line, out var b0, out var b1);
            Pair(source + (4 * line), line, out var c0, out var c1);
            Pair(source + (6 * line), line, out var d0, out var d1);
            StoreLanes(a0, b0, c0, d0, target, 2 * row);
            StoreLanes(a1, b1, c1, d1, target + row, 2 * row);
        }
        else
        {
            Four(source, line, out var a0, out var a1, out var a2, out var a3);
            Four(source + (4 * line), line, out var b0, out var b1, out var b2, out var b3);
            Four(source + (8 * line), line, out var c0, out var c1, out var c2, out var c3);
            Four(source + (12 * line), line, out var d0, out var d1, out var d2, out var d3);
            StoreLanes(a0, b0, c0, d0, target, 4 * row);
            StoreLanes(a1, b1, c1, d1, target + row, 4 * row);
            StoreLanes(a2, b2, c2, d2, target + (2 * row), 4 * row);
            StoreLanes(a3, b3, c3, d3, target + (3 * row), 4 * row);
        }
    }

    /// <summary>Two lines of eight: in each 128 bits, one column of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair(byte* source, nint line, out Vector512<double> even, out Vector512<double> odd)
    {
        var v0 = Vector512.Load((double*)source);
        var v1 = Vector512.Load((double*)(source + line));
        even = Avx512F.UnpackLow(v0, v1);
        odd = Avx512F.UnpackHigh(v0, v1);
    }

    /// <summary>Four lines of sixteen: in each 128 bits, one column of them; u₁ has columns 1, 5, 9 and 13.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(
        byte* source, nint line, out Vector512<double> u0, out Vector512<double> u1, out Vector512<double> u2, out Vector512<double> u3)
    {
        var v0 = Vector512.Load((float*)source);
        var v1 = Vector512.Load((float*)(source + line));
        var v2 = Vector512.Load((float*)(source + (2 * line)));
        var v3 = Vector512.Load((float*)(source + (3 * line)));
        var low01 = Avx512F.UnpackLow(v0, v1).AsDouble();
        var high01 = Avx512F.UnpackHigh(v0, v1).AsDouble();
        var low23 = Avx512F.UnpackLow(v2, v3).AsDouble();
        var high23 = Avx512F.UnpackHigh(v2, v3).AsDouble();
        u0 = Avx512F.UnpackLow(low01, low23);
        u1 = Avx512F.UnpackHigh(low01, low23);
        u2 = Avx512F.UnpackLow(high01, high23);
        u3 = Avx512F.UnpackHigh(high01, high23);
    }

    /// <summary>Transposes four by four lanes of 128 bits and stores a row of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreLanes(Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d, byte* target, nint step)
    {
        const byte Even = 0b10_00_10_00;
        const byte Odd = 0b11_01_11_01;
        var evenAb = Avx512F.Shuffle4x128(a, b, Even);
        var oddAb = Avx512F.Shuffle4x128(a, b, Odd);
        var evenCd = Avx512F.Shuffle4x128(c, d, Even);
        var oddCd = Avx512F.Shuffle4x128(c, d, Odd);
        Avx512F.Shuffle4x128(evenAb, evenCd, Even).Store((double*)target);
        Avx512F.Shuffle4x128(oddAb, oddCd, Even).Store((double*)(target + step));
        Avx512F.Shuffle4x128(evenAb, evenCd, Odd).Store((double*)(target + (2 * step)));
        Avx512F.Shuffle4x128(oddAb, oddCd, Odd).Store((double*)(target + (3 * step)));
    }
}
