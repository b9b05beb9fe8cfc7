namespace Autograd.GradientChecking;

/// <summary>A gradient check that did not pass; the message is the report.</summary>
public sealed class GradCheckException : Exception
{
    /// <summary>Creates the exception of a report.</summary>
    /// <param name="report">The report.</param>
    public GradCheckException(GradCheckReport report)
        : base(report?.ToString()) => Report = report!;

    /// <summary>The report.</summary>
    public GradCheckReport Report { get; }
}
