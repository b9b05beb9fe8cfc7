namespace Autograd.GradientChecking;

/// <summary>
/// Tells a kink from curvature. The jump between the slopes on both sides over a step h is f″·h + O(h³) for a smooth function;
/// twice the jump at h/2 less the jump at h cancels the curvature, vanishes like h³ where the function is smooth, and stays
/// where it has a kink.
/// </summary>
internal static class KinkDetector
{
    /// <summary>How near the jump must be to itself at a smaller step to be the function's.</summary>
    private const double Stability = 0.25;

    /// <summary>How far below the first steps the confirmation looks, again and again.</summary>
    private const double Confirmation = 1.0 / 64;

    /// <summary>A jump of so many times the rounding of a slope can be told.</summary>
    private const double Resolution = 256;
    private const double SmallestStep = 1.0 / (1L << 48);

    public static KinkFinding Find(PathSamples samples, int component, double step, double tolerance)
    {
        var first = Slopes(samples, component, step);
        var jump = first.Right - first.Left;
        if (!IsJump(samples, component, step, jump, tolerance))
            return default;
        var second = Slopes(samples, component, step / 2);
        if (!IsStable(jump, second.Right - second.Left))
            return default;

        // Only under suspicion: ever smaller steps, until rounding hides the jump. A kink beside the point, a bend of a smooth
        // function, and steps that meet a period show as what they are.
        samples.MeasureNoise(step);
        jump = second.Right - second.Left;
        var smallest = Math.Max(Resolution * samples.Noise(component, 1) / Math.Abs(jump), SmallestStep * step);
        var smaller = step * Confirmation;
        var confirmed = Slopes(samples, component, smaller);
        while (true)
        {
            var slopes = Slopes(samples, component, smaller);
            var still = slopes.Right - slopes.Left;
            if (!IsStable(jump, still) || !IsJump(samples, component, smaller, still, tolerance))
                return new KinkFinding(second, smaller);
            if (smaller * Confirmation < smallest)
                return new KinkFinding(confirmed, 0);
            smaller *= Confirmation;
        }
    }

    /// <summary>Slopes at step 0, extrapolated from h and h/2.</summary>
    private static OneSidedSlopes Slopes(PathSamples samples, int c, double step)
    {
        var right = (Whole: samples.At(step)[c] / step, Half: samples.At(step / 2)[c] / (step / 2));
        var left = (Whole: -samples.At(-step)[c] / step, Half: -samples.At(-step / 2)[c] / (step / 2));
        var error = Math.Max(Math.Abs(right.Whole - right.Half), Math.Abs(left.Whole - left.Half)) * step;
        return new OneSidedSlopes((2 * left.Half) - left.Whole, (2 * right.Half) - right.Whole, error + (8 * samples.Noise(c, step)));
    }

    private static bool IsJump(PathSamples samples, int c, double step, double jump, double tolerance) =>
        double.IsFinite(jump) && Math.Abs(jump) > (64 * samples.Noise(c, step)) + (10 * tolerance);

    private static bool IsStable(double jump, double smaller) => Math.Abs(smaller - jump) <= Stability * Math.Abs(jump);
}
