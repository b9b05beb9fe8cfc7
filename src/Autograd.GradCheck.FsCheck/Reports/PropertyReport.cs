using System.Globalization;
using System.Text;

namespace Autograd.GradientChecking.Properties;

/// <summary>What the cases of a property found.</summary>
public sealed record PropertyReport
{
    /// <summary>The function.</summary>
    public required string Subject { get; init; }

    /// <summary>The seed of the cases.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How many cases were drawn and checked.</summary>
    public required int Cases { get; init; }

    /// <summary>How many lay at a kink, with a valid subgradient.</summary>
    public required int Kinks { get; init; }

    /// <summary>Of how many nothing can be said.</summary>
    public required int Inconclusive { get; init; }

    /// <summary>Of how many nothing need be said.</summary>
    public required int MostInconclusive { get; init; }

    /// <summary>How many numbers and facts were compared.</summary>
    public required long Compared { get; init; }

    /// <summary>The smallest case that falsifies the property; null where none does.</summary>
    public Counterexample? Counterexample { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Whether no case failed, and few enough proved nothing.</summary>
    public bool Passed => Counterexample is null && Inconclusive <= MostInconclusive;

    /// <summary>The counts in a line; then the smallest case that failed, its report, and the C# that shows it again.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var verdict = Counterexample is not null ? "FALSIFIED" : Passed ? "holds" : "INCONCLUSIVE";
        text.Append(
            CultureInfo.InvariantCulture,
            $"gradient property of {Subject}: {verdict}, {Cases} cases, {Kinks} at kinks, {Inconclusive} inconclusive of {MostInconclusive} allowed, {Compared} compared, {Elapsed.TotalMilliseconds:0} ms, seed {Seed}");
        if (Counterexample is not { } found)
            return text.ToString();
        text.Append(CultureInfo.InvariantCulture, $"\n  case {found.Number}, shrunk {found.Shrinks} times: {found.Case}");
        foreach (var line in (found.Report?.ToString() ?? $"it threw {found.Error}").Split('\n'))
            text.Append(CultureInfo.InvariantCulture, $"\n  {line}");
        return text.Append("\n\n").Append(found.Reproduction).ToString();
    }
}
