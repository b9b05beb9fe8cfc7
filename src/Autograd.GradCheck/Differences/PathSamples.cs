namespace Autograd.GradientChecking;

/// <summary>
/// The values c(t) of one or more functions along a path, relative to t = 0, each computed once: starting step, extrapolation
/// and kink detection ask for the same places.
/// </summary>
internal sealed class PathSamples(Func<double, double[]> rise, double[] magnitudes, CancellationToken cancellation)
{
    /// <summary>Half the distance of 1 and its successor, 2⁻⁵³.</summary>
    private const double UnitRoundoff = 1.1102230246251565e-16;

    private readonly Dictionary<double, double[]> _known = [];

    /// <summary>How many functions there are.</summary>
    public int Components => magnitudes.Length;

    public double[] At(double t)
    {
        if (_known.TryGetValue(t, out var values))
            return values;
        cancellation.ThrowIfCancellationRequested();
        return _known[t] = rise(t);
    }

    /// <summary>What rounding the function's values does to a slope over a step, at the least.</summary>
    public double Noise(int component, double step) => magnitudes[component] * UnitRoundoff / step;
}
