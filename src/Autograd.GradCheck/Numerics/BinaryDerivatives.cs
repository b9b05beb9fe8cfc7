namespace Autograd.GradientChecking;

/// <summary>What <see cref="RuleOracle.Binary{TRule}"/> found at a point.</summary>
/// <param name="A">The first input.</param>
/// <param name="B">The second input.</param>
/// <param name="Value">f(a, b).</param>
/// <param name="First">∂f/∂a, exact, by the rule's value on hyper-dual numbers.</param>
/// <param name="Second">∂f/∂b, exact, likewise.</param>
/// <param name="PartialFirst">∂f/∂a as the rule says.</param>
/// <param name="PartialSecond">∂f/∂b as the rule says.</param>
/// <param name="Exact">The second derivatives, exact.</param>
/// <param name="Ruled">The second derivatives as slopes of the rule's partials; the mixed one is the first partial's by b.</param>
public readonly record struct BinaryDerivatives(
    double A, double B, double Value, double First, double Second, double PartialFirst, double PartialSecond, Curvatures Exact, Curvatures Ruled)
{
    /// <summary>How far the partials are from the exact first derivatives, the worse of both: absolute below 1, relative above.</summary>
    public double FirstError => Math.Max(OracleError.Between(First, PartialFirst), OracleError.Between(Second, PartialSecond));

    /// <summary>How far the partials' slopes are from the exact second derivatives, the worst of three: absolute below 1, relative above.</summary>
    public double SecondError => Math.Max(
        OracleError.Between(Exact.FirstTwice, Ruled.FirstTwice),
        Math.Max(OracleError.Between(Exact.Mixed, Ruled.Mixed), OracleError.Between(Exact.SecondTwice, Ruled.SecondTwice)));
}
