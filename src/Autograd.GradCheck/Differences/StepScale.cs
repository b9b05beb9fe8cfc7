namespace Autograd.GradientChecking;

/// <summary>The largest step that makes sense for a point's numbers.</summary>
internal static class StepScale
{
    /// <summary>A quarter of the size of the elements that move, where numbers below 1 count as 1: what is shorter, the curvature tells.</summary>
    public static double Of(ReadOnlySpan<double> values, ReadOnlySpan<double> direction)
    {
        var scale = double.PositiveInfinity;
        for (var i = 0; i < values.Length; i++)
        {
            if (direction[i] != 0)
                scale = Math.Min(scale, 0.25 * Math.Max(1, Math.Abs(values[i])) / Math.Abs(direction[i]));
        }

        return double.IsFinite(scale) ? scale : 1;
    }
}
