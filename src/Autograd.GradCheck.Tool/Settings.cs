using Autograd.GradientChecking.Tool.Certificates;

namespace Autograd.GradientChecking.Tool;

/// <summary>What is to be run, and what becomes of the result.</summary>
internal sealed record Settings
{
    /// <summary>The assembly's file.</summary>
    public required string Assembly { get; init; }

    /// <summary>What the checks are done with; the certificate says it too.</summary>
    public RunOptions Options { get; init; } = new();

    /// <summary>What the user says the assembly is.</summary>
    public About About { get; init; } = new();

    /// <summary>Where the JSON goes, or null.</summary>
    public string? Json { get; init; }

    /// <summary>Where the page goes, or null.</summary>
    public string? Html { get; init; }

    /// <summary>Where the certificate goes as Markdown, or null.</summary>
    public string? Markdown { get; init; }

    /// <summary>An earlier certificate as Markdown, which this run must not be worse than; or null.</summary>
    public string? Against { get; init; }

    /// <summary>Certificates as JSON that this one is joined with.</summary>
    public IReadOnlyList<string> Join { get; init; } = [];

    /// <summary>The report of a mutation campaign, or null.</summary>
    public string? Mutations { get; init; }

    /// <summary>Whether every report is printed.</summary>
    public bool IsVerbose { get; init; }
}
