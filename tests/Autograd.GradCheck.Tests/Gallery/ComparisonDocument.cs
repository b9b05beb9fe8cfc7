using System.Globalization;
using System.Text;
using Autograd.GradientChecking.Tests.Gallery.Hard;
using Autograd.GradientChecking.Tests.Gallery.Rivals;

namespace Autograd.GradientChecking.Tests.Gallery;

/// <summary>The tables of <c>docs/gradient-checker-comparison.md</c>, made by running everything.</summary>
internal static class ComparisonDocument
{
    private const string Begin = "<!-- generated from tests/Autograd.GradCheck.Tests/Gallery: begin -->\n";
    private const string End = "<!-- generated: end -->\n";

    private static readonly IRival[] Rivals = [new TorchGradCheck(fast: false), new TorchGradCheck(fast: true), new JaxCheckGrads()];

    /// <summary>The document's path.</summary>
    public static string Path { get; } = System.IO.Path.Combine(FindRoot(), "docs", "gradient-checker-comparison.md");

    /// <summary>The document with its tables made anew.</summary>
    public static string Updated()
    {
        var text = File.ReadAllText(Path).ReplaceLineEndings("\n");
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        return $"{text[..begin]}{Tables()}{text[end..]}";
    }

    private static string Tables()
    {
        var bugs = BugCatalog.Families.Select(family => (family.Family, Rows: family.All.Select(Row).ToArray())).ToArray();
        var hard = HardCatalog.All.Select(Row).ToArray();
        var all = bugs.SelectMany(family => family.Rows).ToArray();
        var text = new StringBuilder("\n| | Autograd |").Append(Cells(Rivals.Select(rival => rival.Name))).Append("\n|---|---|---|---|---|\n");
        text.Append(CultureInfo.InvariantCulture, $"| planted bugs caught, of {all.Length} | {Count(all, 0)} | {CountOf(all, 1)} | {CountOf(all, 2)} | {CountOf(all, 3)} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| false alarms, of {hard.Length} hard functions | {Count(hard, 0)} | {Count(hard, 1)} | {Count(hard, 2)} | {Count(hard, 3)} |\n");
        foreach (var (family, rows) in bugs)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {family}\n\n| Bug | Autograd |{Cells(Rivals.Select(rival => rival.Name))}\n|---|---|---|---|---|\n");
            foreach (var row in rows)
                text.Append(CultureInfo.InvariantCulture, $"| {Escaped(row.Name)} | {row.Ours} |{Cells(row.Outcomes[1..].Select(Word))}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n### Right derivatives of hard functions\n\n| Function | Autograd |{Cells(Rivals.Select(rival => rival.Name))}\n|---|---|---|---|---|\n");
        foreach (var row in hard)
            text.Append(CultureInfo.InvariantCulture, $"| {Escaped(row.Name)} | {row.Ours} |{Cells(row.Outcomes[1..].Select(outcome => outcome == Outcome.Objects ? "**false alarm**" : "accepts"))}\n");
        return text.Append('\n').ToString();
    }

    private static (string Name, string Ours, Outcome[] Outcomes) Row(PlantedBug bug)
    {
        var report = GradCheck.Run(bug.Make(), bug.Inputs, bug.Options);
        return (bug.Name, Word(report.Verdict), [OutcomeOf(report.Verdict), .. Rivals.Select(rival => OutcomeOf(rival, bug))]);
    }

    private static (string Name, string Ours, Outcome[] Outcomes) Row(HardFunction function)
    {
        var report = GradCheck.Run(function.Function, function.Inputs, function.Options);
        var ours = function.Reason is null ? Word(report.Verdict) : $"{Word(report.Verdict)}: {function.Reason}";
        return (function.Name, ours, [OutcomeOf(report.Verdict), .. Rivals.Select(rival => OutcomeOf(rival.Objection(function.Function, function.Inputs, hasForward: true)))]);
    }

    private static Outcome OutcomeOf(Verdict verdict) => verdict is Verdict.Fail or Verdict.NonDeterministic ? Outcome.Objects : Outcome.Accepts;

    private static Outcome OutcomeOf(string? objection) => objection is null ? Outcome.Accepts : Outcome.Objects;

    private static Outcome OutcomeOf(IRival rival, PlantedBug bug)
    {
        if (bug.IsAboutMemory && !rival.HasMemory)
            return Outcome.CannotArise;
        var inputs = bug.Inputs.Max(input => input.Count);

        // Only functions with a right version are large, and their value tells the output's size.
        var outputs = bug.Right is null ? 1 : bug.Right(bug.Inputs).Max(output => output.Count);
        return rival.Takes(inputs, outputs) ? OutcomeOf(rival.Objection(bug.Make(), bug.Inputs, bug.HasForward)) : Outcome.TooLarge;
    }

    private static int Count((string Name, string Ours, Outcome[] Outcomes)[] rows, int column) => rows.Count(row => row.Outcomes[column] == Outcome.Objects);

    private static string CountOf((string Name, string Ours, Outcome[] Outcomes)[] rows, int column)
    {
        var possible = rows.Count(row => row.Outcomes[column] is Outcome.Objects or Outcome.Accepts);
        return possible == rows.Length ? $"{Count(rows, column)}" : $"{Count(rows, column)} of {possible}";
    }

    private static string Escaped(string name) => name.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Objects => "caught",
        Outcome.Accepts => "**missed**",
        Outcome.CannotArise => "cannot arise",
        _ => "too large",
    };

    private static string Cells(IEnumerable<string> cells) => string.Concat(cells.Select(cell => $" {cell} |"));

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.NonDeterministic => "non-deterministic",
        _ => verdict.ToString().ToLowerInvariant(),
    };

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Autograd.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"docs: no Autograd.sln above {AppContext.BaseDirectory}; run the tests inside the repository");
    }
}
