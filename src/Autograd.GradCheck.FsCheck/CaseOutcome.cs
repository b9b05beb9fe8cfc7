namespace Autograd.GradientChecking.Properties;

/// <summary>What the check of a case found.</summary>
/// <param name="Fault">The kind of what is wrong, a verdict or an exception's name; null where nothing is.</param>
/// <param name="Report">The report, where there is one.</param>
/// <param name="Error">What was thrown instead.</param>
internal sealed record CaseOutcome(string? Fault, GradCheckReport? Report, Exception? Error)
{
    /// <summary>Whether a derivative was compared, so that the case says something.</summary>
    public bool HasDerivatives => Fault is not null || (Report is { Verdict: not Verdict.Inconclusive } && Report.Checks.Any(check => check is { Order: > 0, Compared: > 0 }));
}
