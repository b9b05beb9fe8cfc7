namespace Autograd.GradientChecking;

/// <summary>What one check of a run found.</summary>
public sealed record CheckResult
{
    /// <summary>What was checked: <c>order 1, x [3, 4]</c>, <c>twice the same bits</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The order of derivative, 0 for contracts.</summary>
    public int Order { get; init; }

    /// <summary>The argument's position, −1 where the check is about all.</summary>
    public int Input { get; init; } = -1;

    /// <summary>How many numbers, or facts, were compared.</summary>
    public long Compared { get; init; }

    /// <summary>The largest difference as a part of what was allowed; above 1 is a failure.</summary>
    public double WorstPart { get; init; }

    /// <summary>The number it belongs to: the worst one, located to its element where the check failed.</summary>
    public GradientEntry? Worst { get; init; }

    /// <summary>The first numbers that failed, sixteen at most.</summary>
    public IReadOnlyList<GradientEntry> Wrong { get; init; } = [];

    /// <summary>What the pattern of the differences says, or what contract was broken; null where nothing was wrong.</summary>
    public string? Diagnosis { get; init; }
}
