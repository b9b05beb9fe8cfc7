using Xunit;

namespace Autograd.Tests.Support;

/// <summary>Comparing Variables with expected numbers.</summary>
internal static class Near
{
    public static void Equal(double[] expected, Variable actual, double tolerance = 1e-12)
    {
        var values = actual.DType == DType.Float64 ? actual.ToArray<double>() : Array.ConvertAll(actual.ToArray<float>(), v => (double)v);
        Assert.Equal(expected.Length, values.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (double.IsNaN(expected[i]))
                Assert.True(double.IsNaN(values[i]), $"element {i}: expected NaN, got {values[i]}");
            else if (double.IsInfinity(expected[i]))
                Assert.Equal(expected[i], values[i]);
            else
                Assert.True(Math.Abs(expected[i] - values[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"element {i}: expected {expected[i]:R}, got {values[i]:R}");
        }
    }

    public static void Equal(Variable expected, Variable actual, double tolerance = 1e-12)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Equal(expected.ToArray<double>(), actual, tolerance);
    }
}
