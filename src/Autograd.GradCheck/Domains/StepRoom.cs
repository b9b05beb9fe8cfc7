namespace Autograd.GradientChecking;

/// <summary>How far a path x + t·u may be followed inside a domain.</summary>
/// <param name="Backward">The largest t for x − t·u.</param>
/// <param name="Forward">The largest t for x + t·u.</param>
public readonly record struct StepRoom(double Backward, double Forward)
{
    /// <summary>No limit either way.</summary>
    public static StepRoom Unlimited => new(double.PositiveInfinity, double.PositiveInfinity);

    /// <summary>The largest t for both ways at once, what a central difference may use.</summary>
    public double Both => Math.Min(Backward, Forward);

    /// <summary>The larger of both ways, what a one-sided difference may use.</summary>
    public double Either => Math.Max(Backward, Forward);
}
