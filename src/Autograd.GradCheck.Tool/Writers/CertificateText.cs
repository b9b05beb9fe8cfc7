using System.Globalization;
using Autograd.GradientChecking.Tool.Certificates;

namespace Autograd.GradientChecking.Tool.Writers;

/// <summary>The certificate as text.</summary>
internal static class CertificateText
{
    /// <summary>The heading, then a row a subject, cell by cell.</summary>
    public static IReadOnlyList<string[]> Rows(Certificate certificate)
    {
        int[] orders = [.. certificate.Orders()];
        string[] devices = [.. certificate.OtherDevices()];
        List<string[]> rows =
        [
            [
                "operation",
                "cases",
                .. orders.Select(order => order == 0 ? "contracts" : $"order {order}"),
                "float32, ulps",
                .. devices.SelectMany(device => (string[])[$"{device} float64, ulps", $"{device} float32, ulps"]),
                .. certificate.Mutations is null ? (string[])[] : ["mutants"],
            ],
        ];
        foreach (var operation in certificate.Operations)
        {
            rows.Add(
            [
                operation.Name,
                operation.Verdict is null ? "values only" : operation.Cases.ToString(CultureInfo.InvariantCulture),
                .. orders.Select(order => Text(Find(operation, Cell.Float64, order))),
                Text(Find(operation, Cell.Float32, 1)),
                .. devices.SelectMany(device => (string[])[Text(Find(operation, Cell.Float64, 1, device)), Text(Find(operation, Cell.Float32, 1, device))]),
                .. certificate.Mutations is null ? (string[])[] : [Score(operation.Mutations)],
            ]);
        }

        return rows;
    }

    /// <summary>The rows as lines.</summary>
    public static IEnumerable<string> Table(Certificate certificate)
    {
        var rows = Rows(certificate);
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    /// <summary>What did not pass, explained.</summary>
    public static IEnumerable<string> Reports(Certificate certificate)
    {
        foreach (var operation in certificate.Operations)
        {
            foreach (var report in operation.Reports)
            {
                yield return "";
                yield return $"{operation.Name}: {report.Case}: {report.Verdict.Word()}";
                foreach (var check in report.Checks)
                {
                    yield return $"  {check.Verdict.Word()}: {check.Name}";
                    if (check.Entry is not null)
                        yield return $"    {check.Entry}";
                    if (check.Diagnosis is not null)
                        yield return $"    {check.Diagnosis.ReplaceLineEndings(" ")}";
                }
            }
        }

        yield return "";
    }

    /// <summary>The counts in a line.</summary>
    public static string Summary(Certificate certificate)
    {
        var summary = certificate.Summary;
        var parts = new List<string> { Count(summary.Operations, "operation"), Count(summary.Cases, "case"), $"{Number(summary.Compared)} compared" };
        if (summary.Kinks > 0)
            parts.Add(Count(summary.Kinks, "kink"));
        if (summary.ValuesOnly > 0)
            parts.Add($"{Number(summary.ValuesOnly)} for values only");
        if (summary.LeftOut > 0)
            parts.Add($"{Number(summary.LeftOut)} left out");
        if (summary.Inconclusive > 0)
            parts.Add($"{Number(summary.Inconclusive)} inconclusive");
        if (certificate.Mutations is { } mutations)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{Number(mutations.Caught)} of {Number(mutations.Mutants)} mutants caught"));
        parts.Add(summary.Failed > 0 ? $"{Number(summary.Failed)} failed" : summary.Passed ? "passed" : $"more than {Number(certificate.Options.AllowedInconclusive)} inconclusive");
        return string.Join(", ", parts);
    }

    /// <summary>A cell of an operation, or null.</summary>
    public static Cell? Find(OperationEntry operation, string dtype, int order, string device = Cell.Cpu) =>
        operation.Cells.FirstOrDefault(cell => cell.DType == dtype && cell.Order == order && cell.Device == device);

    /// <summary>How many planted mistakes were noticed, of how many.</summary>
    public static string Score(MutationScore? score) =>
        score is null ? "–" : score.Caught == score.Mutants ? $"all {Number(score.Mutants)}" : $"{Number(score.Caught)} of {Number(score.Mutants)}";

    /// <summary>An error in two digits.</summary>
    public static string Error(double worst) =>
        double.IsPositiveInfinity(worst) ? "∞" : worst == 0 ? "0" : worst is >= 0.095 and < 9950 ? worst.ToString("G2", CultureInfo.InvariantCulture).Replace("E+0", "e", StringComparison.Ordinal) : worst.ToString("0.0e0", CultureInfo.InvariantCulture);

    /// <summary>A whole number with its thousands apart.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Count(int number, string word) => $"{Number(number)} {word}{(number == 1 ? "" : "s")}";

    private static string Text(Cell? cell) => cell is null ? "–" : $"{cell.Verdict.Word()} {Error(cell.Worst)}";
}
