namespace Autograd.GradientChecking;

/// <summary>What <see cref="RuleOracle.Ternary{TRule}"/> found at a point. Lists go by input: first, second, third.</summary>
/// <param name="Point">The three inputs.</param>
/// <param name="Value">f(a, b, c).</param>
/// <param name="First">The first derivatives, exact, by the rule's value on hyper-dual numbers.</param>
/// <param name="Partials">The first derivatives as the rule says.</param>
/// <param name="Second">The second derivatives, exact, likewise: [i][j] is ∂²f/∂xᵢ∂xⱼ.</param>
/// <param name="PartialSlopes">The second derivatives as slopes of the rule's partials: [i][j] is the i-th partial's by input j.</param>
public sealed record TernaryDerivatives(
    IReadOnlyList<double> Point,
    double Value,
    IReadOnlyList<double> First,
    IReadOnlyList<double> Partials,
    IReadOnlyList<IReadOnlyList<double>> Second,
    IReadOnlyList<IReadOnlyList<double>> PartialSlopes)
{
    /// <summary>How far the partials are from the exact first derivatives, the worst of three: absolute below 1, relative above.</summary>
    public double FirstError => Worst(First, Partials);

    /// <summary>How far the partials' slopes are from the exact second derivatives, the worst of nine: absolute below 1, relative above.</summary>
    public double SecondError => Enumerable.Range(0, Second.Count).Max(input => Worst(Second[input], PartialSlopes[input]));

    /// <summary>Point, partials and exact derivatives in one line.</summary>
    public override string ToString() =>
        $"at ({Text(Point)}): the partials are {Text(Partials)}, exactly {Text(First)}; their slopes {Text(PartialSlopes.SelectMany(row => row))}, exactly {Text(Second.SelectMany(row => row))}";

    private static double Worst(IReadOnlyList<double> exact, IReadOnlyList<double> ruled) =>
        Enumerable.Range(0, exact.Count).Max(input => OracleError.Between(exact[input], ruled[input]));

    private static string Text(IEnumerable<double> numbers) => string.Join(", ", numbers.Select(number => FormattableString.Invariant($"{number:R}")));
}
