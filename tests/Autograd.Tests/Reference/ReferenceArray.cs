using System.Text.Json;

namespace Autograd.Tests.Reference;

/// <summary>An array of the reference file: given numbers, or ones rebuilt from a seed.</summary>
internal sealed record ReferenceArray(DType DType, Shape Shape, double[] Values)
{
    public static ReferenceArray Read(JsonElement array)
    {
        Shape shape = array.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32()).ToArray();
        var dtype = array.GetProperty("dtype").GetString() switch
        {
            "float64" => DType.Float64,
            "int64" => DType.Int64,
            "bool" => DType.Bool,
            var other => throw new InvalidDataException($"no dtype {other}"),
        };
        var values = array.TryGetProperty("data", out var data)
            ? [.. data.EnumerateArray().Select(Number)]
            : Rebuilt(shape, array.GetProperty("seed").GetUInt64(), array.GetProperty("scale").GetDouble(), array.GetProperty("shift").GetDouble());
        return new ReferenceArray(dtype, shape, values);
    }

    public Variable ToVariable() => Variable.From(Values, Shape).To(DType);

    private static double Number(JsonElement number) => number.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => number.GetDouble(),
    };

    /// <summary>SplitMix64, as README.md says.</summary>
    private static double[] Rebuilt(Shape shape, ulong seed, double scale, double shift)
    {
        var values = new double[shape.Count];
        for (var k = 0; k < values.Length; k++)
        {
            var z = seed + ((ulong)(k + 1) * 0x9E3779B97F4A7C15ul);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ul;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBul;
            z ^= z >> 31;
            var unit = (z >> 11) * (1.0 / (1ul << 53));
            values[k] = ((unit - 0.5) * scale) + shift;
        }

        return values;
    }
}
