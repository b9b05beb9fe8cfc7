using System.Text.Json;
using Xunit;

namespace Autograd.NN.Tests.Modules;

/// <summary>The numbers of <c>attention.json</c>, and the streams its arrays come from.</summary>
internal static class AttentionReferenceFile
{
    private const double Tolerance = 1e-12;

    private static readonly JsonDocument File = JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Reference", "attention.json")));

    public static IEnumerable<JsonElement> Cases(string kind) => File.RootElement.GetProperty(kind).EnumerateArray();

    public static JsonElement Case(string kind, string name) => Cases(kind).Single(candidate => candidate.GetProperty("name").GetString() == name);

    /// <summary>(u − 0.5) · scale + shift of a stream, as Reference/README.md has it.</summary>
    public static Variable Values(Shape shape, ulong seed, double scale = 2, double shift = 0)
    {
        var values = new double[shape.Count];
        for (var k = 0; k < values.Length; k++)
        {
            var z = seed + (((ulong)k + 1) * 0x9E3779B97F4A7C15);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            values[k] = (((z >> 11) * Math.Pow(2, -53)) - 0.5) * scale + shift;
        }

        return Variable.From(values, shape);
    }

    public static Shape Shape(JsonElement lengths) => Autograd.Shape.Create([.. lengths.EnumerateArray().Select(length => length.GetInt32())]);

    public static void AssertEqual(string what, JsonElement expected, Variable actual)
    {
        double[] numbers = [.. expected.EnumerateArray().Select(number => number.GetDouble())];
        var found = actual.ToArray<double>();
        Assert.Equal(numbers.Length, found.Length);
        var largest = Math.Max(1, numbers.Max(Math.Abs));
        for (var i = 0; i < numbers.Length; i++)
            Assert.True(Math.Abs(numbers[i] - found[i]) <= Tolerance * largest, $"{what}: [{i}] is {found[i]:R}, not {numbers[i]:R}");
    }
}
