using System.Runtime.InteropServices;

namespace Autograd.GradientChecking;

/// <summary>Equality of bits, where NaN equals itself and −0 is not 0.</summary>
internal static class Bits
{
    public static bool Equal(ReadOnlySpan<double> a, ReadOnlySpan<double> b) =>
        MemoryMarshal.Cast<double, long>(a).SequenceEqual(MemoryMarshal.Cast<double, long>(b));

    public static bool Equal(double[]?[] a, double[]?[] b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if ((a[i] is null) != (b[i] is null) || (a[i] is not null && !Equal((ReadOnlySpan<double>)a[i], b[i])))
                return false;
        }

        return true;
    }
}
