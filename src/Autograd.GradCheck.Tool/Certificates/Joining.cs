namespace Autograd.GradientChecking.Tool.Certificates;

/// <summary>
/// Joins certificates of one assembly that were made in pieces: by operations, or on machines with other devices. Of what both have, the
/// one with more cases counts.
/// </summary>
internal static class Joining
{
    /// <summary>The entries of both, in the order of their kinds and names.</summary>
    /// <exception cref="ToolException">The other one is of another assembly, or was made with other options.</exception>
    public static IReadOnlyList<OperationEntry> Join(IReadOnlyList<OperationEntry> own, string assembly, RunOptions options, Certificate other)
    {
        if (other.Assembly != assembly)
            throw new ToolException($"--join: the certificate is of {other.Assembly}, and this one of {assembly}; join pieces of one assembly");
        if (other.Options with { Filter = null, Devices = null, IsQuick = false, AllowedInconclusive = 0 } != options with { Filter = null, Devices = null, IsQuick = false, AllowedInconclusive = 0 })
            throw new ToolException("--join: the certificate was made with another order, seed or tolerance; make both alike");
        return
        [
            .. own.Concat(other.Operations).GroupBy(entry => (entry.Kind, entry.FullName)).Select(group => group.Aggregate(Join))
                .OrderBy(entry => entry.Kind).ThenBy(entry => entry.Name, StringComparer.Ordinal).ThenBy(entry => entry.FullName, StringComparer.Ordinal),
        ];
    }

    private static OperationEntry Join(OperationEntry one, OperationEntry other)
    {
        var (more, less) = one.Cases >= other.Cases ? (one, other) : (other, one);
        var cells = more.Cells.Concat(less.Cells).GroupBy(cell => (cell.DType, cell.Device, cell.Order)).Select(group => group.MaxBy(cell => cell.Cases)!)
            .OrderBy(cell => cell.Device == Cell.Cpu ? string.Empty : cell.Device, StringComparer.Ordinal).ThenBy(cell => cell.DType == Cell.Float32).ThenBy(cell => cell.Order);

        // A case that did not pass in either did not pass.
        var known = more.Reports.Select(report => report.Case).ToHashSet();
        var added = less.Reports.Where(report => !known.Contains(report.Case)).ToList();
        return more with
        {
            Verdict = more.Verdict is null || less.Verdict is null ? more.Verdict ?? less.Verdict : (Verdict)Math.Max((int)more.Verdict, (int)less.Verdict),
            Failed = more.Failed + added.Count(report => report.Verdict is Verdict.Fail or Verdict.NonDeterministic),
            Inconclusive = more.Inconclusive + added.Count(report => report.Verdict == Verdict.Inconclusive),
            Mutations = more.Mutations ?? less.Mutations,
            Cells = [.. cells],
            Reports = [.. more.Reports, .. added],
        };
    }
}
