using Autograd.GradientChecking.Tool.Subjects;

namespace Autograd.GradientChecking.Tool.Certificates;

/// <summary>What was found of an operation or a function.</summary>
internal sealed record OperationEntry
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Which of both it is.</summary>
    public required SubjectKind Kind { get; init; }

    /// <summary>Its type's or its method's full name.</summary>
    public required string FullName { get; init; }

    /// <summary>The worst verdict; null where no sample has a derivative.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The samples checked.</summary>
    public int Cases { get; init; }

    /// <summary>Those that failed, gave other bits the second time, or threw.</summary>
    public int Failed { get; init; }

    /// <summary>Those of which nothing can be said.</summary>
    public int Inconclusive { get; init; }

    /// <summary>Those at a kink.</summary>
    public int Kinks { get; init; }

    /// <summary>Samples without a derivative to check.</summary>
    public int ValuesOnly { get; init; }

    /// <summary>Samples that a quick run left out.</summary>
    public int LeftOut { get; init; }

    /// <summary>How many of the mistakes planted into its derivative were noticed; null where no campaign was given or planted any.</summary>
    public MutationScore? Mutations { get; init; }

    /// <summary>What was found by element type, device and order.</summary>
    public IReadOnlyList<Cell> Cells { get; init; } = [];

    /// <summary>The cases that did not pass, kinks not among them.</summary>
    public IReadOnlyList<CaseReport> Reports { get; init; } = [];
}
