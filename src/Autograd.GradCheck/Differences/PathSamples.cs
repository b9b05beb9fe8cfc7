namespace Autograd.GradientChecking;

/// <summary>
/// The values c(t) of one or more functions along a path, relative to t = 0, each computed once: starting step, extrapolation
/// and kink detection ask for the same places.
/// </summary>
internal sealed class PathSamples(Func<double, double[]> rise, double[] magnitudes, CancellationToken cancellation)
{
    /// <summary>Half the distance of 1 and its successor, 2⁻⁵³.</summary>
    private const double UnitRoundoff = 1.1102230246251565e-16;

    /// <summary>√(1 + 9 + 9 + 1): how much a third difference magnifies independent errors.</summary>
    private const double ThirdDifference = 4.47213595499958;

    /// <summary>Fewer steps without a change say nothing.</summary>
    private const int FewestFlat = 8;
    private const int CoarseStep = -36;
    private const int FinestStep = -48;

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

    /// <summary>Whether no step up to one has moved a function, of several.</summary>
    public bool IsFlat(int component, double step)
    {
        var count = 0;
        foreach (var (t, values) in _known)
        {
            if (Math.Abs(t) > step)
                continue;
            if (values[component] != 0)
                return false;
            count++;
        }

        return count >= FewestFlat;
    }

    /// <summary>
    /// Measures the rounding of values that come from much larger ones, after Moré and Wild's noise estimate (2011): third
    /// differences over steps so small that a smooth function has none. Where a step eight times smaller has far less, it was
    /// not rounding, and the smaller counts, and so on.
    /// </summary>
    /// <param name="scale">The largest step of the path.</param>
    public void MeasureNoise(double scale)
    {
        for (var c = 0; c < magnitudes.Length; c++)
        {
            var large = Third(c, Math.ScaleB(scale, CoarseStep));
            var small = Third(c, Math.ScaleB(scale, CoarseStep - 3));
            for (var exponent = CoarseStep - 6; exponent >= FinestStep && large > 64 * small && small > 0; exponent -= 3)
                (large, small) = (small, Third(c, Math.ScaleB(scale, exponent)));
            var rounding = 2 * (large > 64 * small ? small : Math.Max(large, small)) / ThirdDifference;
            if (double.IsFinite(rounding))
                magnitudes[c] = Math.Max(magnitudes[c], rounding / UnitRoundoff);
        }
    }

    /// <summary>What rounding the function's values does to a slope over a step, at the least.</summary>
    public double Noise(int component, double step) => magnitudes[component] * UnitRoundoff / step;

    /// <summary>What rounding the place x + t·u does to a slope: the function has risen so far with a t that is off by an ulp.</summary>
    public double PlaceNoise(int component, double step)
    {
        var rise = Math.Max(Rise(component, step), Rise(component, -step));
        return rise * UnitRoundoff / step;
    }

    private double Rise(int component, double t) => _known.TryGetValue(t, out var values) && double.IsFinite(values[component]) ? Math.Abs(values[component]) : 0;

    private double Third(int c, double step) =>
        Math.Abs(At(3 * step)[c] - (3 * At(step)[c]) + (3 * At(-step)[c]) - At(-3 * step)[c]);
}
