namespace Autograd.GradientChecking;

/// <summary>The slopes on both sides of a kink.</summary>
/// <param name="Left">The slope before it.</param>
/// <param name="Right">The slope behind it.</param>
/// <param name="Error">The error bar of both.</param>
public readonly record struct OneSidedSlopes(double Left, double Right, double Error)
{
    /// <summary>Whether a number is a valid subgradient here: between the slopes.</summary>
    /// <param name="value">The number.</param>
    /// <param name="tolerance">How far outside it may lie, beside the error bar.</param>
    public bool Admits(double value, double tolerance) =>
        value >= Math.Min(Left, Right) - tolerance - Error && value <= Math.Max(Left, Right) + tolerance + Error;
}
