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
            return new CaseOutcome(report.Verdict > Verdict.Inconclusive ? $"{report.Verdict}" : null, report, null);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A function that refuses what it was promised to take is as wrong as one with a wrong gradient.
            return new CaseOutcome(error.GetType().Name, null, error);
        }
    }
}
