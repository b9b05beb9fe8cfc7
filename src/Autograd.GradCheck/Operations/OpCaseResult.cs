namespace Autograd.GradientChecking;

/// <summary>What the check of one case of an operation found.</summary>
public sealed record OpCaseResult
{
    /// <summary>The case: its shapes, or its geometry.</summary>
    public required string Name { get; init; }

    /// <summary>The shapes of the inputs.</summary>
    public required IReadOnlyList<Shape> Shapes { get; init; }

    /// <summary>Where it ran.</summary>
    public required Device Device { get; init; }

    /// <summary>The precision that was checked: float64 by differences, float32 against float64.</summary>
    public required DType DType { get; init; }

    /// <summary>The highest order of derivative that was checked.</summary>
    public required int Order { get; init; }

    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>How many numbers and facts were compared.</summary>
    public long Compared { get; init; }

    /// <summary>The largest error as a part of what was allowed.</summary>
    public double WorstPart { get; init; }

    /// <summary>The report of the differences, for float64.</summary>
    public GradCheckReport? Report { get; init; }

    /// <summary>The comparison with float64, for float32.</summary>
    public Float32Comparison? Float32 { get; init; }

    /// <summary>What went wrong beside them: the operation threw, or thread counts gave different bits.</summary>
    public string? Message { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The case in one line.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}, {DType.Name()}, {Device}, order {Order}: {Verdict}{(Message is null ? string.Empty : $", {Message}")}");
}
