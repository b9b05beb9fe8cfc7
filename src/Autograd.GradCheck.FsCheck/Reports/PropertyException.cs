namespace Autograd.GradientChecking.Properties;

/// <summary>A gradient property that does not hold; the message is the report.</summary>
public sealed class PropertyException : Exception
{
    /// <summary>Creates the exception of a report.</summary>
    /// <param name="report">The report.</param>
    public PropertyException(PropertyReport report)
        : base(report?.ToString()) => Report = report!;

    /// <summary>The report.</summary>
    public PropertyReport Report { get; }
}
