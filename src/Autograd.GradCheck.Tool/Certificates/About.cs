namespace Autograd.GradientChecking.Tool.Certificates;

/// <summary>What the user says of the assembly. Nothing here is taken from the machine, so that the same run gives the same certificate.</summary>
internal sealed record About
{
    /// <summary>The heading.</summary>
    public string Title { get; init; } = "";

    /// <summary>A version, or null.</summary>
    public string? Release { get; init; }

    /// <summary>A commit, or null.</summary>
    public string? Commit { get; init; }

    /// <summary>A date, or null.</summary>
    public string? Date { get; init; }
}
