using System.Text.Json;
using Xunit;

namespace Autograd.NN.Tests.Training;

/// <summary>Compares an array with the reference's sums over it.</summary>
internal static class Checksum
{
    public static void AssertEqual(JsonElement expected, Variable actual, double tolerance)
    {
        var values = actual.To(DType.Float64).ToArray<double>();

        // A sum may be off by each element's error, in one direction at worst.
        var size = values.Sum(Math.Abs);
        Check("sum", values.Sum(), tolerance * Math.Max(1, size));
        Check("sumOfSquares", values.Sum(value => value * value), tolerance * Math.Max(1, size));
        Check("weighted", values.Select((value, k) => (k + 1.0) * value).Sum() / values.Length, tolerance * Math.Max(1, size));
        var first = expected.GetProperty("first").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        for (var i = 0; i < first.Length; i++)
            Assert.True(Math.Abs(first[i] - values[i]) <= tolerance, $"element {i} is {values[i]:R}, not {first[i]:R}");

        void Check(string name, double value, double limit)
        {
            var wanted = expected.GetProperty(name).GetDouble();
            Assert.True(Math.Abs(value - wanted) <= limit, $"{name} of {actual.Shape} is {value:R}, not {wanted:R}");
        }
    }
}
