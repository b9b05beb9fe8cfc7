using System.Globalization;
using System.Text;

namespace Autograd.GradientChecking;

/// <summary>What a gradient check found: every check with its verdict, and the worst number of each.</summary>
public sealed class GradCheckReport
{
    internal GradCheckReport(string subject, IReadOnlyList<CheckResult> checks, ulong seed, long evaluations, TimeSpan elapsed)
    {
        Subject = subject;
        Checks = checks;
        Seed = seed;
        Evaluations = evaluations;
        Elapsed = elapsed;
        foreach (var check in checks)
        {
            Verdict = (Verdict)Math.Max((int)Verdict, (int)check.Verdict);
            Compared += check.Compared;
        }
    }

    /// <summary>
    /// Where a failure comes from: the operations of the recorded tape that are wrong alone, or what happened between them. Null
    /// where nothing failed, or nobody looked.
    /// </summary>
    public TapeBisection? Bisection { get; private init; }

    /// <summary>What was checked.</summary>
    public string Subject { get; }

    /// <summary>The worst verdict of all checks.</summary>
    public Verdict Verdict { get; }

    /// <summary>Whether nothing is wrong: every check passed, or found a valid subgradient at a kink.</summary>
    public bool Passed => Verdict is Verdict.Pass or Verdict.Kink;

    /// <summary>Every check, in the order done.</summary>
    public IReadOnlyList<CheckResult> Checks { get; }

    /// <summary>How many numbers and facts were compared.</summary>
    public long Compared { get; }

    /// <summary>The seed of probes and weights.</summary>
    public ulong Seed { get; }

    /// <summary>How often the function was called.</summary>
    public long Evaluations { get; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>A table of the checks; what is not a pass is explained below its line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var width = 5;
        foreach (var check in Checks)
            width = Math.Max(width, check.Name.Length);
        text.Append(CultureInfo.InvariantCulture, $"gradcheck of {Subject}: {Word(Verdict)}\n");
        text.Append(CultureInfo.InvariantCulture, $"  {"verdict",-16} {"check".PadRight(width)} {"numbers",8}  error/allowed\n");
        foreach (var check in Checks)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Word(check.Verdict),-16} {check.Name.PadRight(width)} {check.Compared,8}  {check.WorstPart:0.0E+00}\n");
            if (check.Verdict == Verdict.Pass)
                continue;
            if (check.Worst is not null)
                text.Append(CultureInfo.InvariantCulture, $"    {check.Worst}\n");
            if (check.Diagnosis is not null)
                text.Append(CultureInfo.InvariantCulture, $"    {check.Diagnosis}\n");
        }

        foreach (var line in Bisection?.ToString().Split('\n') ?? [])
            text.Append(CultureInfo.InvariantCulture, $"  {line}\n");
        text.Append(CultureInfo.InvariantCulture, $"  {Compared} compared, {Evaluations} calls, {Elapsed.TotalMilliseconds:0.#} ms, seed {Seed}");
        return text.ToString();
    }

    internal GradCheckReport With(TapeBisection bisection) => new(Subject, Checks, Seed, Evaluations, Elapsed + bisection.Elapsed) { Bisection = bisection };

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Kink => "kink",
        Verdict.Inconclusive => "INCONCLUSIVE",
        Verdict.NonDeterministic => "NONDETERMINISTIC",
        _ => "FAIL",
    };
}
