using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Tests.Numerics;

namespace Autograd.Benchmarks.Accuracy;

/// <summary>
/// Compares a function on the widest lanes of this machine, float32, with the same function on lanes of float64, which the tests hold to
/// 256-bit arithmetic: its error of two of its own units in the last place is 4·10⁻⁹ of float32's.
/// </summary>
/// <typeparam name="TFunction">The function.</typeparam>
internal static unsafe class AccuracyScan<TFunction>
    where TFunction : ILaneFunction
{
    private const int Block = 1 << 12;
    private const int BlocksInPart = 1 << 8;

    /// <summary>Scans the bit patterns 0, step, 2·step, … of a piece that lie in the target's range.</summary>
    public static AccuracyWorst Run(AccuracyTarget target, AccuracyPiece piece)
    {
        var points = ((1L << 32) + piece.Step - 1) / piece.Step;
        var start = points * piece.Index / piece.Count;
        var end = points * (piece.Index + 1) / piece.Count;
        var parts = new AccuracyWorst[(end - start + (Block * BlocksInPart) - 1) / (Block * BlocksInPart)];
        Parallel.For(0, parts.Length, part =>
        {
            var first = start + ((long)part * Block * BlocksInPart);
            parts[part] = Part(target, first, Math.Min(end, first + (Block * BlocksInPart)), piece.Step);
        });
        return parts.Aggregate((a, b) => a.With(b));
    }

    private static AccuracyWorst Part(AccuracyTarget target, long first, long end, int step)
    {
        var (x, y) = (new float[Block], new float[Block]);
        var (wide, exact) = (new double[Block], new double[Block]);
        var worst = new AccuracyWorst(-1, 0, 0, 0, 0);
        for (; first < end; first += Block)
        {
            // The last block repeats its end: whole registers only.
            for (var i = 0; i < Block; i++)
            {
                x[i] = BitConverter.UInt32BitsToSingle((uint)(Math.Min(first + i, end - 1) * step));
                wide[i] = x[i];
            }

            fixed (float* px = x, py = y)
                Widest(px, py);
            fixed (double* px = wide, py = exact)
                Widest(px, py);
            worst = worst.With(Compare(target, x, y, exact, worst.Error));
        }

        return worst;
    }

    /// <summary>The first of the largest errors, if it is above those before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static AccuracyWorst Compare(AccuracyTarget target, float[] x, float[] computed, double[] exact, double before)
    {
        var worst = new AccuracyWorst(before, 0, 0, 0, 0);
        long points = 0;
        for (var i = 0; i < x.Length; i++)
        {
            if (!target.Covers(x[i]))
                continue;
            points++;
            if (!target.IsAbsolute && Quick(computed[i], exact[i]) <= worst.Error)
                continue;
            var error = target.IsAbsolute ? Difference(computed[i], exact[i]) : UlpError.Of(computed[i], exact[i]);
            if (error > worst.Error)
                worst = new AccuracyWorst(error, x[i], computed[i], exact[i], 0);
        }

        return worst with { Points = points };
    }

    /// <summary>The error between ordinary numbers; NaN where one of them is a corner that <see cref="UlpError"/> has to look at.</summary>
    private static double Quick(float computed, double exact)
    {
        var exponent = Math.Max((int)(BitConverter.DoubleToInt64Bits(exact) >> 52) & 0x7ff, 1023 - 126);
        var perUlp = BitConverter.Int64BitsToDouble((long)(2 * 1023 + 23 - exponent) << 52);
        return exact != 0 && exponent < 1023 + 127 ? Math.Abs(computed - exact) * perUlp : double.NaN;
    }

    private static double Difference(float computed, double exact) =>
        computed == exact || (float.IsNaN(computed) && double.IsNaN(exact)) ? 0 : Math.Abs(computed - exact) is var d && double.IsNaN(d) ? double.PositiveInfinity : d;

    private static void Widest<T>(T* x, T* y)
        where T : unmanaged
    {
        if (LaneWidth.Use512)
            Loop<Wide512<T>, T>(x, y);
        else if (LaneWidth.Use256)
            Loop<Wide256<T>, T>(x, y);
        else if (LaneWidth.Use128)
            Loop<Wide128<T>, T>(x, y);
        else
            Loop<Scalar<T>, T>(x, y);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Loop<L, T>(T* x, T* y)
        where L : unmanaged, ILanes<L, T>
        where T : unmanaged
    {
        for (var i = 0; i < Block; i += L.Count)
            TFunction.Of<L, T>(L.Load(x + i), L.Load(x + i)).Store(y + i);
    }
}
