namespace Autograd.GradientChecking.Properties;

/// <summary>Checks one case after the other.</summary>
internal sealed class CaseCheck(PropertySubject subject, GradCheckOptions options)
{
    /// <summary>Checks a case.</summary>
    /// <param name="one">The case.</param>
    /// <param name="bisects">Whether a failure is followed to the operation behind it.</param>
    public CaseOutcome Run(GradientCase one, bool bisects = false)
    {
        try
        {
            var report = GradCheck.Run(
                stored => subject.Function([.. stored.Select((variable, input) => one.Inputs[input].Seen(variable))]),
                [.. one.Inputs.Select(input => input.ToStored())],
                options with { Bisects = bisects && options.Bisects });
            return new CaseOutcome(FaultOf(report), report, null);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A function that refuses what it was promised to take is as wrong as one with a wrong gradient.
            return new CaseOutcome(error.GetType().Name, null, error);
        }
    }

    /// <summary>A derivative that throws is another fault than one that is wrong.</summary>
    private static string? FaultOf(GradCheckReport report)
    {
        if (report.Verdict <= Verdict.Inconclusive)
            return null;
        var hasNumbers = report.Checks.Any(check => check.Verdict == report.Verdict && check.Worst is not null);
        return $"{report.Verdict}{(hasNumbers ? string.Empty : ", without numbers")}";
    }
}
