namespace Autograd.Benchmarks.Models;

/// <summary>Numbers both sides make from a seed, bit for bit: SplitMix64 as peer_models_reference.py says.</summary>
internal static class PeerNumbers
{
    /// <summary>(u − 0.5) · scale + shift, float64.</summary>
    public static Variable Floats(Shape shape, ulong seed, double scale, double shift = 0) =>
        Variable.From(Array.ConvertAll(Stream(shape, seed), u => ((u - 0.5) * scale) + shift), shape);

    /// <summary>⌊u · count⌋, int64.</summary>
    public static Variable Classes(Shape shape, ulong seed, int count) =>
        Variable.From(Array.ConvertAll(Stream(shape, seed), u => (long)Math.Floor(u * count)), shape);

    private static double[] Stream(Shape shape, ulong seed)
    {
        var numbers = new double[shape.Count];
        for (var k = 0; k < numbers.Length; k++)
        {
            var z = unchecked(seed + ((ulong)(k + 1) * 0x9E3779B97F4A7C15ul));
            z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ul);
            z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBul);
            z ^= z >> 31;
            numbers[k] = (z >> 11) * (1.0 / (1ul << 53));
        }

        return numbers;
    }
}
