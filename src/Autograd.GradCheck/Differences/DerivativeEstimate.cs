namespace Autograd.GradientChecking;

/// <summary>A derivative by differences, with its error bar.</summary>
/// <param name="Value">The derivative; at a kink the mean of both slopes. NaN where the function is not finite around the point.</param>
/// <param name="Error">The error bar: the spread of the extrapolation, of two starting steps, and rounding.</param>
/// <param name="Kink">The slopes on both sides where they differ for good, or null.</param>
public readonly record struct DerivativeEstimate(double Value, double Error, OneSidedSlopes? Kink)
{
    /// <summary>Whether value and error are finite numbers.</summary>
    public bool IsFinite => double.IsFinite(Value) && double.IsFinite(Error);

    /// <summary>Whether the function gave the very same bits at every step: most likely it does not depend on what moved.</summary>
    public bool IsUnmoved { get; init; }

    /// <summary>Whether the function gave the very same bits at every step below some that did move it; the error bar is what such steps can hide.</summary>
    public bool IsFlat { get; init; }

    internal static DerivativeEstimate None => new(double.NaN, double.PositiveInfinity, null);
}
