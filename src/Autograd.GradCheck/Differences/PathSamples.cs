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

    /// <summary>
    /// The estimate 0 for a function that none of the steps has moved, with the largest step's rounding as the error bar; null
    /// for others.
    /// </summary>
    public DerivativeEstimate? Unmoved(int component)
    {
        var farthest = 0.0;
        foreach (var (t, values) in _known)
        {
            if (values[component] != 0)
                return null;
            farthest = Math.Max(farthest, Math.Abs(t));
        }

        return new DerivativeEstimate(0, Noise(component, farthest), null) { IsUnmoved = true };
    }

    /// <summary>What rounding the function's values does to a slope over a step, at the least.</summary>
    public double Noise(int component, double step) => magnitudes[component] * UnitRoundoff / step;
}
