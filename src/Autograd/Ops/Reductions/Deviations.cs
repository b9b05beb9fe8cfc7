namespace Autograd.Ops;

/// <summary>What Var and Std share.</summary>
internal static class Deviations
{
    /// <summary>x minus its mean along the axes of a mask.</summary>
    public static Variable Of(Variable x, uint axes) => x - MeanOp.Apply(x, axes, keepAxes: true);

    /// <summary>What the squares' sum is divided by; negative counts are 0.</summary>
    public static double Divisor(Shape shape, uint axes, double correction) => Math.Max(0, Reduction.CountOf(shape, axes) - correction);

    /// <summary>
    /// (Σ d² − (Σ d)²/n) / (n − correction) of the deviations d from the mean. The second term is 0 but for the rounding of a mean far
    /// from 0, which it takes back (Chan, Golub and LeVeque 1983, the corrected two-pass algorithm).
    /// </summary>
    public static Variable MeanSquare(Variable x, uint axes, bool keepAxes, double correction)
    {
        var deviations = Of(x, axes);
        var squares = SumOp.Apply(deviations * deviations, axes, keepAxes);
        var sum = SumOp.Apply(deviations, axes, keepAxes);
        var count = Math.Max(1, Reduction.CountOf(x.Shape, axes));
        return Variable.Maximum(squares - (sum * sum / count), 0) / Divisor(x.Shape, axes, correction);
    }

    public static uint Check(string operation, Variable x, ReadOnlySpan<int> axes, double correction)
    {
        x.ThrowIfReleased(operation);
        DTypeChecks.Float(operation, x);
        if (!double.IsFinite(correction))
            throw Errors.Argument(operation, $"the correction is {correction}", "use a number, 1 or 0");
        return Axes.Mask(operation, axes, x.Rank);
    }
}
