using System.Globalization;
using System.Text;
using Autograd.GradientChecking.Tool.Certificates;
using Autograd.GradientChecking.Tool.Subjects;

namespace Autograd.GradientChecking.Tool.Writers;

/// <summary>
/// The certificate as a Markdown document for a repository: verdicts, counts and scores. Errors are left to the page and the JSON, for
/// their digits belong to a processor.
/// </summary>
internal static class CertificateMarkdown
{
    /// <summary>The document.</summary>
    public static string Write(Certificate certificate)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Gradient certificate: {Escaped(certificate.About.Title)}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{Statement(certificate)}\n\n");
        foreach (var (name, value) in Facts(certificate))
            text.Append(CultureInfo.InvariantCulture, $"- {name}: {value}\n");
        var columns = Columns(certificate);
        foreach (var (kind, heading) in (ReadOnlySpan<(SubjectKind, string)>)[(SubjectKind.Operation, "Operation"), (SubjectKind.Function, "Function")])
        {
            var entries = certificate.Operations.Where(entry => entry.Kind == kind).ToList();
            if (entries.Count == 0)
                continue;
            text.Append(CultureInfo.InvariantCulture, $"\n| {heading} | Cases | {string.Join(" | ", columns.Select(column => column.Heading))} |\n");
            text.Append(CultureInfo.InvariantCulture, $"|---|--:|{string.Concat(Enumerable.Repeat("---|", columns.Count))}\n");
            foreach (var entry in entries)
                text.Append(CultureInfo.InvariantCulture, $"| {Escaped(entry.Name)} | {(entry.Verdict is null ? "values only" : entry.Cases)} | {string.Join(" | ", columns.Select(column => column.Value(entry)))} |\n");
        }

        return text.ToString();
    }

    /// <summary>
    /// What an earlier document says otherwise: operations that are in one of both only, and verdicts that are worse now. A quick run
    /// sees fewer kinks, and errors differ from machine to machine: neither is a difference.
    /// </summary>
    public static IReadOnlyList<string> Differences(Certificate certificate, string document)
    {
        var (now, before) = (Verdicts(Write(certificate)), Verdicts(document));
        var differences = new List<string>();
        foreach (var name in before.Keys.Except(now.Keys))
            differences.Add($"{name} is not checked any more");
        foreach (var (name, verdicts) in now)
        {
            if (!before.TryGetValue(name, out var known))
            {
                differences.Add($"{name} is new; write the certificate again");
                continue;
            }

            foreach (var (column, word) in verdicts)
            {
                if (known.TryGetValue(column, out var was) && Rank(word) > Rank(was))
                    differences.Add($"{name}: {column} was {was} and is {word}");
            }
        }

        return differences;
    }

    private static string Statement(Certificate certificate)
    {
        var summary = certificate.Summary;
        if (!summary.Passed)
            return $"**Not passed**: {CertificateText.Number(summary.Failed)} of {CertificateText.Number(summary.Cases)} cases failed, {CertificateText.Number(summary.Inconclusive)} are inconclusive.";
        return $"**Passed**: the gradients of {CertificateText.Number(summary.Cases - summary.Inconclusive)} cases of {CertificateText.Number(summary.Operations)} operations and functions agree with numerical differentiation, "
            + $"{CertificateText.Number(summary.Compared)} numbers and facts in all; {CertificateText.Number(summary.Kinks)} lie at kinks on purpose, and {CertificateText.Number(summary.Inconclusive)} prove nothing.";
    }

    private static IEnumerable<(string Name, string Value)> Facts(Certificate certificate)
    {
        var (about, options) = (certificate.About, certificate.Options);
        yield return ("assembly", Escaped(certificate.Assembly));
        foreach (var (name, value) in ((string Name, string? Value)[])[("version", about.Release), ("commit", about.Commit), ("date", about.Date)])
        {
            if (!string.IsNullOrEmpty(value))
                yield return (name, Escaped(value));
        }

        yield return ("orders, seed", string.Create(CultureInfo.InvariantCulture, $"{options.Orders}, {options.Seed}"));
        yield return ("allowed in float64", string.Create(CultureInfo.InvariantCulture, $"{options.AbsoluteTolerance:0e0} + {options.RelativeTolerance:0e0} · size + 4 error bars"));
        yield return ("allowed in float32, and on other devices", string.Create(CultureInfo.InvariantCulture, $"{options.Float32Ulps:0} conditioned ulps from float64 on the processor"));
        if (options.IsQuick)
            yield return ("samples", $"a spread; {CertificateText.Number(certificate.Summary.LeftOut)} left out");
        foreach (var entry in certificate.Operations)
        {
            foreach (var report in entry.Reports)
                yield return (report.Verdict.Word(), $"{Escaped(entry.Name)}, {Escaped(report.Case)}: {Escaped(string.Join("; ", report.Checks.Select(check => check.Name)))}");
        }

        foreach (var reason in certificate.Missing)
            yield return ("not checked", Escaped(reason.ReplaceLineEndings(" ")));
        if (certificate.Mutations is not { } mutations)
            yield break;
        yield return ("mutants", $"{CertificateText.Number(mutations.Caught)} of {CertificateText.Number(mutations.Mutants)} wrong derivatives planted were noticed; {CertificateText.Number(mutations.Equivalent)} more change nothing that may be demanded");
        if (mutations.Shared.Count > 0)
            yield return ("mutants of what operations share", string.Join(", ", mutations.Shared.Select(shared => $"{Escaped(shared.Key)} {CertificateText.Score(shared.Value)}")));
    }

    private static List<(string Heading, Func<OperationEntry, string> Value)> Columns(Certificate certificate)
    {
        List<(string, Func<OperationEntry, string>)> columns = [];
        foreach (var order in certificate.Orders().ToArray())
            columns.Add((order == 0 ? "Contracts" : $"Order {order}", entry => Word(CertificateText.Find(entry, Cell.Float64, order))));
        columns.Add(("float32", entry => Word(CertificateText.Find(entry, Cell.Float32, 1))));
        foreach (var device in certificate.OtherDevices().ToArray())
        {
            columns.Add(($"{device} float64", entry => Word(CertificateText.Find(entry, Cell.Float64, 1, device))));
            columns.Add(($"{device} float32", entry => Word(CertificateText.Find(entry, Cell.Float32, 1, device))));
        }

        if (certificate.Mutations is not null)
            columns.Add(("Mutants caught", entry => CertificateText.Score(entry.Mutations)));
        return columns;
    }

    /// <summary>By name, by column, the words of a document's tables.</summary>
    private static Dictionary<string, Dictionary<string, string>> Verdicts(string document)
    {
        var rows = new Dictionary<string, Dictionary<string, string>>();
        string[] headings = [];
        foreach (var line in document.ReplaceLineEndings("\n").Split('\n'))
        {
            if (!line.StartsWith("| ", StringComparison.Ordinal))
                continue;
            var cells = line[2..].TrimEnd(' ', '|').Split(" | ");
            if (cells[0] is "Operation" or "Function")
                headings = cells;
            else if (cells.Length == headings.Length)
                rows[cells[0]] = Enumerable.Range(2, cells.Length - 2).Where(i => Rank(cells[i]) >= 0).ToDictionary(i => headings[i], i => cells[i]);
        }

        return rows;
    }

    /// <summary>How bad a verdict is; a kink is a pass, and what is no verdict is below all.</summary>
    private static int Rank(string word) => word switch
    {
        "pass" or "kink" => 0,
        "inconclusive" => 1,
        "other bits" => 2,
        "FAIL" => 3,
        _ => -1,
    };

    private static string Word(Cell? cell) => cell is null ? "–" : cell.Verdict.Word();

    private static string Escaped(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
