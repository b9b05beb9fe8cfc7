namespace Autograd.GradientChecking;

/// <summary>One compared number of a check.</summary>
/// <param name="Input">The input's position among the arguments.</param>
/// <param name="InputName">Its name.</param>
/// <param name="InputIndex">The element's indices; null where a whole direction was compared.</param>
/// <param name="Output">The output's element, as text: <c>[1, 0]</c>, or <c>all, weighted</c>.</param>
/// <param name="Analytic">What the framework computed.</param>
/// <param name="Numeric">What the differences gave.</param>
/// <param name="Error">The differences' error bar.</param>
public sealed record GradientEntry(
    int Input, string InputName, IReadOnlyList<int>? InputIndex, string Output, double Analytic, double Numeric, double Error)
{
    /// <summary>Analytic over numeric: its pattern tells most mistakes.</summary>
    public double Ratio => Analytic / Numeric;

    /// <summary>The entry in one line.</summary>
    public override string ToString()
    {
        var place = InputIndex is null ? $"{InputName} along a direction" : $"{InputName}[{string.Join(", ", InputIndex)}]";
        return FormattableString.Invariant(
            $"{place} → output {Output}: analytic {Analytic:G10}, numeric {Numeric:G10} ± {Error:0.#E+0}, ratio {Ratio:G7}");
    }
}
