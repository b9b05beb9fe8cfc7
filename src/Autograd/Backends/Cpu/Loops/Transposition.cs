using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Loops;

/// <summary>
/// Transposes blocks of a matrix. The order of squares goes along whole cache lines of the source first, so that lines whose
/// distance is a multiple of 4 kB are used up before they push each other out of the cache.
/// </summary>
internal static unsafe class Transposition
{
    /// <summary>target[r, c] = source[c, r]; the source's lines and the target's rows are contiguous, steps between them in bytes.</summary>
    [MethodImpl(Hot.Loop)]
    public static void Copy(float* source, nint sourceLine, float* target, nint targetRow, int rows, int columns)
    {
        var row = 0;
        if (Interleave.IsSupported)
        {
            for (; row <= rows - 4; row += 4)
            {
                var from = (byte*)(source + row);
                var to = (byte*)target + (row * targetRow);
                var column = 0;
                for (; column <= columns - 4; column += 4)
                {
                    Square(from + (column * sourceLine), sourceLine, to + (column * sizeof(float)), targetRow);
                }

                for (; column < columns; column++)
                {
                    for (var i = 0; i < 4; i++)
                        ((float*)(to + (i * targetRow)))[column] = ((float*)(from + (column * sourceLine)))[i];
                }
            }
        }

        for (; row < rows; row++)
        {
            var to = (float*)((byte*)target + (row * targetRow));
            for (var column = 0; column < columns; column++)
                to[column] = ((float*)((byte*)source + (column * sourceLine)))[row];
        }
    }

    /// <summary>target[r, c] = source[c, r] for elements of eight bytes.</summary>
    [MethodImpl(Hot.Loop)]
    public static void Copy(double* source, nint sourceLine, double* target, nint targetRow, int rows, int columns)
    {
        var row = 0;
        if (Interleave.IsSupported)
        {
            for (; row <= rows - 2; row += 2)
            {
                var from = (byte*)(source + row);
                var to = (byte*)target + (row * targetRow);
                var column = 0;
                for (; column <= columns - 2; column += 2)
                {
                    var v0 = Vector128.Load((double*)(from + (column * sourceLine)));
                    var v1 = Vector128.Load((double*)(from + ((column + 1) * sourceLine)));
                    Interleave.Low(v0, v1).Store((double*)to + column);
                    Interleave.High(v0, v1).Store((double*)(to + targetRow) + column);
                }

                if (column < columns)
                {
                    ((double*)to)[column] = ((double*)(from + (column * sourceLine)))[0];
                    ((double*)(to + targetRow))[column] = ((double*)(from + (column * sourceLine)))[1];
                }
            }
        }

        if (row < rows)
        {
            for (; row < rows; row++)
            {
                var to = (double*)((byte*)target + (row * targetRow));
                for (var column = 0; column < columns; column++)
                    to[column] = ((double*)((byte*)source + (column * sourceLine)))[row];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(byte* source, nint sourceLine, byte* target, nint targetRow)
    {
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
}
