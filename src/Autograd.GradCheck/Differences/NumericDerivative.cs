namespace Autograd.GradientChecking;

/// <summary>Derivatives of plain functions by differences, with error bars.</summary>
public static class NumericDerivative
{
    /// <summary>
    /// f′(x) by Ridders' extrapolation (1982) of central differences from two starting steps, one-sided at the edge of the
    /// domain; relative errors of 1e-12 to 1e-15 on smooth functions.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="x">Where.</param>
    /// <param name="domain">Where the function is defined; everywhere by default.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The derivative with its error bar, and the slopes of both sides at a kink.</returns>
    public static DerivativeEstimate Of(
        Func<double, double> function, double x, InputDomain? domain = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        var value = function(x);
        if (!double.IsFinite(value))
            return DerivativeEstimate.None;
        var samples = new PathSamples(t => [function(x + t) - value], [Math.Abs(value)], cancellation);
        var room = (domain ?? InputDomain.Real).Room([x], Shape.Scalar, [1]);

        // As good as it gets: the differences go on until rounding stops them.
        return new PathDerivative(samples, StepScale.Of([x], [1]), room, size => 1e-13 * Math.Abs(size)).Run()[0];
    }
}
