namespace Autograd.GradientChecking;

/// <summary>What the slopes on both sides say about a point.</summary>
/// <param name="Slopes">The slopes on both sides where they differ, or null.</param>
/// <param name="SmoothBelow">
/// 0 for a kink, or the step at which the jump that larger steps show is gone: a kink, or a bend, lies beside the point, and only
/// steps below it tell the derivative.
/// </param>
internal readonly record struct KinkFinding(OneSidedSlopes? Slopes, double SmoothBelow)
{
    /// <summary>A jump of so small a part of the slopes may be rounding.</summary>
    private const double SmallJump = 0.1;

    /// <summary>Nothing that bends from one slope to another is so many jumps away from both.</summary>
    private const double FarAway = 16;

    /// <summary>Whether the function has a kink here.</summary>
    public bool IsKink => Slopes is not null && SmoothBelow == 0;

    /// <summary>
    /// How far a derivative lies from both slopes beside which it was found, 0 where it belongs to one of them or lies between.
    /// Where the values are stairs, large steps show one slope on both sides but for rounding, and small ones another.
    /// </summary>
    public double Distance(double derivative)
    {
        if (Slopes is not { } slopes || SmoothBelow == 0)
            return 0;
        var jump = Math.Abs(slopes.Right - slopes.Left);
        var nearest = Math.Min(Math.Abs(derivative - slopes.Left), Math.Abs(derivative - slopes.Right));
        var isSmall = jump < SmallJump * Math.Max(Math.Abs(slopes.Left), Math.Abs(slopes.Right));
        return nearest > ((isSmall ? 1 : FarAway) * jump) + slopes.Error ? nearest : 0;
    }
}
