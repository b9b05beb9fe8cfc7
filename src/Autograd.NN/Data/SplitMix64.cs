namespace Autograd.NN;

/// <summary>
/// A counter-based generator of 64 bits: draw n of a key is mix(key + n·γ), SplitMix64 of Steele, Lea and Flood (2014).
/// Integers only, so the same on every machine.
/// </summary>
/// <param name="seed">The user's seed.</param>
/// <param name="stream">Which of the seed's independent streams, such as the epoch.</param>
internal struct SplitMix64(ulong seed, ulong stream)
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    // Both are mixed on their own: neighbouring seeds or epochs must not give shifted copies of one sequence.
    private ulong _state = Mix(Mix(seed + Gamma) + unchecked((stream + 1) * Gamma));

    /// <summary>The next 64 bits.</summary>
    public ulong Next() => Mix(unchecked(_state += Gamma));

    /// <summary>A number in [0, <paramref name="bound"/>) without bias: Lemire's multiplication with rejection.</summary>
    public int Next(int bound)
    {
        var range = (ulong)bound;
        var high = Math.BigMul(Next(), range, out var low);
        if (low < range)
        {
            var threshold = unchecked(0UL - range) % range;
            while (low < threshold)
                high = Math.BigMul(Next(), range, out low);
        }

        return (int)high;
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
