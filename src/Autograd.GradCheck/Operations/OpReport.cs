using System.Globalization;
using System.Text;

namespace Autograd.GradientChecking;

/// <summary>What the check of an operation found, case by case.</summary>
public sealed class OpReport
{
    /// <summary>So many failed cases are printed in full.</summary>
    private const int MostPrinted = 3;

    internal OpReport(Type operation, string name, IReadOnlyList<OpCaseResult> cases, ulong seed, TimeSpan elapsed)
    {
        OperationType = operation;
        Operation = name;
        Cases = cases;
        Seed = seed;
        Elapsed = elapsed;
        foreach (var result in cases)
        {
            Verdict = (Verdict)Math.Max((int)Verdict, (int)result.Verdict);
            Compared += result.Compared;
        }
    }

    /// <summary>The operation's type.</summary>
    public Type OperationType { get; }

    /// <summary>The operation's name.</summary>
    public string Operation { get; }

    /// <summary>Every case on every device in every precision, in the order done.</summary>
    public IReadOnlyList<OpCaseResult> Cases { get; }

    /// <summary>The worst verdict of all cases.</summary>
    public Verdict Verdict { get; }

    /// <summary>Whether nothing is wrong: every case passed, or found a valid subgradient at a kink.</summary>
    public bool Passed => Verdict is Verdict.Pass or Verdict.Kink;

    /// <summary>The cases that did not pass.</summary>
    public IEnumerable<OpCaseResult> Failures => Cases.Where(result => result.Verdict is not (Verdict.Pass or Verdict.Kink));

    /// <summary>How many numbers and facts were compared.</summary>
    public long Compared { get; }

    /// <summary>The seed of probes and weights.</summary>
    public ulong Seed { get; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>The certificate: a line for each device, precision and order.</summary>
    public IReadOnlyList<OpReportRow> Rows =>
    [
        .. Cases.GroupBy(result => (result.Device, result.DType, result.Order)).Select(group => new OpReportRow(
            group.Key.Device,
            group.Key.DType,
            group.Key.Order,
            group.Count(),
            group.Count(result => result.Verdict is not (Verdict.Pass or Verdict.Kink)),
            group.Sum(result => result.Compared),
            group.Max(result => result.WorstPart))),
    ];

    /// <summary>The certificate, and the first cases that did not pass in full.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var failed = Failures.ToList();
        text.Append(CultureInfo.InvariantCulture, $"gradcheck of operation {Operation}: {(Passed ? "pass" : $"{failed.Count} of {Cases.Count} cases do not pass")}\n");
        text.Append(CultureInfo.InvariantCulture, $"  {"device",-10} {"dtype",-8} {"order",5} {"cases",6} {"failed",6} {"numbers",9}  error/allowed\n");
        foreach (var row in Rows)
            text.Append(CultureInfo.InvariantCulture, $"  {row.Device,-10} {row.DType.Name(),-8} {row.Order,5} {row.Cases,6} {row.Failed,6} {row.Compared,9}  {row.WorstPart:0.0E+00}\n");
        foreach (var result in failed.Take(MostPrinted))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {result}\n");
            foreach (var line in result.Report?.ToString().Split('\n') ?? [])
                text.Append(CultureInfo.InvariantCulture, $"    {line}\n");
            if (result.Float32 is not null)
                text.Append(CultureInfo.InvariantCulture, $"    {result.Float32}\n");
        }

        foreach (var result in failed.Skip(MostPrinted))
            text.Append(CultureInfo.InvariantCulture, $"  {result}\n");
        text.Append(CultureInfo.InvariantCulture, $"  {Cases.Count} cases, {Compared} compared, {Elapsed.TotalMilliseconds:0.#} ms, seed {Seed}");
        return text.ToString();
    }
}
