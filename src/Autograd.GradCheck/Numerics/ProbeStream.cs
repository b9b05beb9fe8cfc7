namespace Autograd.GradientChecking;

/// <summary>
/// The random numbers of probes: SplitMix64 (Steele, Lea and Flood 2014), so that a printed seed gives the same probes for
/// ever, on every device and runtime.
/// </summary>
internal sealed class ProbeStream(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Uniform in [0, 1).</summary>
    public double NextUnit() => (Next() >> 11) * (1.0 / (1ul << 53));

    /// <summary>Uniform in 0 … count − 1.</summary>
    public int NextIndex(int count) => (int)(NextUnit() * count);

    /// <summary>±1, each with probability one half.</summary>
    public double NextSign() => (Next() >> 63) == 0 ? 1 : -1;

    /// <summary>
    /// Standard normal by Box and Muller (1958), rounded to multiples of 1/64: then x + t·u has no rounding for t a power of
    /// two, which would show in the differences.
    /// </summary>
    public double NextGaussian()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextUnit()));
        return Math.Round(radius * Math.Cos(2 * Math.PI * NextUnit()) * 64) / 64;
    }

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15ul;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ul;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBul;
        return z ^ (z >> 31);
    }
}
