namespace Autograd.GradientChecking.Tool.Certificates;

/// <summary>Verdicts as words of a table.</summary>
internal static class VerdictWords
{
    public static string Word(this Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Kink => "kink",
        Verdict.Inconclusive => "inconclusive",
        Verdict.NonDeterministic => "other bits",
        _ => "FAIL",
    };
}
