namespace Autograd.GradientChecking;

/// <summary>Sums and products that carry their rounding errors along, so that a probe of a million elements is as exact as one of two.</summary>
public static class Compensated
{
    /// <summary>
    /// ⟨a, b⟩ as if computed in twice the precision: products split by a fused multiply–add (TwoProduct, Dekker 1971), sums
    /// by Neumaier's variant (1974) of Kahan's.
    /// </summary>
    /// <param name="a">One vector.</param>
    /// <param name="b">The other, of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length)
            throw new ArgumentException($"dot: {a.Length} and {b.Length} elements; give vectors of one length");
        var sum = 0.0;
        var lost = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            var product = a[i] * b[i];
            lost += Math.FusedMultiplyAdd(a[i], b[i], -product);
            Add(ref sum, ref lost, product);
        }

        return Finish(sum, lost);
    }

    /// <summary>⟨a, b − c⟩, likewise; the difference is taken element by element, where neighbours subtract exactly.</summary>
    /// <param name="a">One vector.</param>
    /// <param name="b">The minuend, of the same length.</param>
    /// <param name="c">The subtrahend, of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double DotDifference(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c)
    {
        if (a.Length != b.Length || a.Length != c.Length)
            throw new ArgumentException($"dot: {a.Length}, {b.Length} and {c.Length} elements; give vectors of one length");
        var sum = 0.0;
        var lost = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] == 0)
                continue;
            var difference = b[i] - c[i];
            var product = a[i] * difference;
            lost += Math.FusedMultiplyAdd(a[i], difference, -product);
            Add(ref sum, ref lost, product);
        }

        return Finish(sum, lost);
    }

    private static void Add(ref double sum, ref double lost, double value)
    {
        var next = sum + value;
        lost += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
        sum = next;
    }

    /// <summary>An infinite sum has a NaN for its rounding error, which says nothing.</summary>
    private static double Finish(double sum, double lost) => double.IsFinite(sum) ? sum + lost : sum;
}
