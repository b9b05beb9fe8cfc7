namespace Autograd.GradientChecking;

/// <summary>A check of an operation that did not pass; the message is the report.</summary>
public sealed class OpCheckException : Exception
{
    /// <summary>Creates the exception of a report.</summary>
    /// <param name="report">The report.</param>
    public OpCheckException(OpReport report)
        : base(report?.ToString()) => Report = report!;

    /// <summary>The report.</summary>
    public OpReport Report { get; }
}
