namespace Autograd.GradientChecking.Properties;

/// <summary>The smallest case found that falsifies a property.</summary>
public sealed record Counterexample
{
    /// <summary>The case.</summary>
    public required GradientCase Case { get; init; }

    /// <summary>Which of the cases drawn failed first, counted from 1.</summary>
    public required int Number { get; init; }

    /// <summary>How often it was made smaller.</summary>
    public required int Shrinks { get; init; }

    /// <summary>The report of the smallest case, with the operation behind the failure; null where the function threw.</summary>
    public GradCheckReport? Report { get; init; }

    /// <summary>What the function threw.</summary>
    public Exception? Error { get; init; }

    /// <summary>C# that shows the failure again.</summary>
    public required string Reproduction { get; init; }
}
