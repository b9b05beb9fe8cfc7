using System.Collections.Concurrent;

namespace Autograd.Ops;

/// <summary>
/// Cosines and sines of rotary embeddings, computed in double and rounded once, kept for the next call: the longest asked for of each
/// width, base, type and device. They belong to no tape.
/// </summary>
internal static class RotaryTables
{
    private const int Shortest = 64;

    /// <summary>Beyond so many kinds tables are made afresh.</summary>
    private const int Limit = 64;

    private static readonly ConcurrentDictionary<(int Half, double Base, DType DType, Device Device), (Variable Cosines, Variable Sines)> Known = new();

    /// <summary>The rows of positions from an offset on, each [length, half].</summary>
    public static (Variable Cosines, Variable Sines) Get(int offset, int length, int half, double baseOfAngles, DType dtype, Device device)
    {
        var key = (half, baseOfAngles, dtype, device);
        var end = checked(offset + length);
        if (!Known.TryGetValue(key, out var tables) || tables.Cosines.Shape[0] < end)
        {
            tables = Make(Math.Max(Shortest, checked((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)end))), half, baseOfAngles, dtype, device);
            if (Known.Count < Limit || Known.ContainsKey(key))
                Known[key] = tables;
        }

        return (tables.Cosines.Slice(0, offset, length), tables.Sines.Slice(0, offset, length));
    }

    private static (Variable Cosines, Variable Sines) Make(int length, int half, double baseOfAngles, DType dtype, Device device)
    {
        var cosines = new double[checked(length * half)];
        var sines = new double[cosines.Length];
        for (var position = 0; position < length; position++)
        {
            for (var i = 0; i < half; i++)
            {
                var angle = position * Math.Pow(baseOfAngles, -(double)i / half);
                cosines[(position * half) + i] = Math.Cos(angle);
                sines[(position * half) + i] = Math.Sin(angle);
            }
        }

        return (From(cosines, [length, half], dtype, device), From(sines, [length, half], dtype, device));
    }

    private static Variable From(double[] values, Shape shape, DType dtype, Device device) => dtype == DType.Float64
        ? Variable.From(values, shape, device)
        : Variable.From(Array.ConvertAll(values, value => (float)value), shape, device);
}
