namespace Autograd.GradientChecking;

/// <summary>What <see cref="RuleOracle.Unary{TRule}"/> found at a point.</summary>
/// <param name="X">The point.</param>
/// <param name="Value">f(x).</param>
/// <param name="First">f′(x), exact, by the rule's value on hyper-dual numbers.</param>
/// <param name="Second">f″(x), exact, likewise.</param>
/// <param name="Partial">f′(x) as the rule's partial says.</param>
/// <param name="PartialSlope">f″(x) as the derivative of the rule's partial.</param>
public readonly record struct UnaryDerivatives(double X, double Value, double First, double Second, double Partial, double PartialSlope)
{
    /// <summary>How far the partial is from the exact first derivative: absolute below 1, relative above.</summary>
    public double FirstError => OracleError.Between(First, Partial);

    /// <summary>How far the partial's slope is from the exact second derivative: absolute below 1, relative above.</summary>
    public double SecondError => OracleError.Between(Second, PartialSlope);
}
