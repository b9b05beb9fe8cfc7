using System.Globalization;

namespace Autograd.Tests.Table;

/// <summary>The table's own assertions, of no test framework: the mutation suite runs the table without one.</summary>
internal static class Check
{
    private const int Shown = 4;

    public static void That(bool holds, string otherwise)
    {
        if (!holds)
            throw new TableException(otherwise);
    }

    /// <summary>The same numbers to the bit, the sign of zero included; one NaN is like another.</summary>
    public static void SameBits(string what, double[] expected, double[] actual) =>
        Each(what, expected, actual, (e, a, _) => BitConverter.DoubleToInt64Bits(e) == BitConverter.DoubleToInt64Bits(a) || (double.IsNaN(e) && double.IsNaN(a)));

    /// <summary>The same numbers; NaN for NaN, ∞ for ∞, and finite ones within a tolerance by place.</summary>
    public static void Near(string what, double[] expected, double[] actual, Func<int, double> tolerance) =>
        Each(what, expected, actual, (e, a, i) => e.Equals(a) || Math.Abs(e - a) <= tolerance(i));

    /// <summary>The same numbers within a part of the largest.</summary>
    public static void Near(string what, double[] expected, double[] actual, double relative)
    {
        var scale = Largest(expected);
        Near(what, expected, actual, _ => relative * Math.Max(1, scale));
    }

    /// <summary>The largest absolute value among the finite numbers.</summary>
    public static double Largest(double[] values)
    {
        var largest = 0.0;
        foreach (var value in values)
        {
            if (double.IsFinite(value))
                largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    private static void Each(string what, double[] expected, double[] actual, Func<double, double, int, bool> fits)
    {
        That(expected.Length == actual.Length, $"{what}: {actual.Length} numbers where {expected.Length} belong");
        List<string>? wrong = null;
        var count = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            if (fits(expected[i], actual[i], i))
                continue;
            count++;
            if ((wrong ??= []).Count < Shown)
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"[{i}] expected {expected[i]:R}, got {actual[i]:R}, ratio {actual[i] / expected[i]:G9}"));
        }

        if (wrong is not null)
            throw new TableException($"{what}: {count} of {expected.Length} wrong: {string.Join("; ", wrong)}");
    }
}
