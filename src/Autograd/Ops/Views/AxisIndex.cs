namespace Autograd;

/// <summary>
/// What stands in an indexer's brackets for one axis: a place (<c>2</c>, <c>^1</c>), which removes the axis, or a range
/// (<c>1..3</c>, <c>..</c>), optionally with a step.
/// </summary>
public readonly record struct AxisIndex
{
    private AxisIndex(Range range, int step, bool isPlace)
    {
        Range = range;
        Step = step;
        IsPlace = isPlace;
    }

    /// <summary>The places taken.</summary>
    public Range Range { get; }

    /// <summary>From one place taken to the next, at least 1.</summary>
    public int Step { get; }

    /// <summary>Whether one place is meant, and its axis goes.</summary>
    public bool IsPlace { get; }

    /// <summary>One place.</summary>
    /// <param name="place">The place from the start.</param>
    public static implicit operator AxisIndex(int place) =>
        place >= 0
            ? (Index)place
            : throw Errors.Argument("index", $"the place {place} is negative", "count from the end with ^1");

    /// <summary>One place.</summary>
    /// <param name="place">The place from either end.</param>
    public static implicit operator AxisIndex(Index place) => new(new Range(place, place), 1, isPlace: true);

    /// <summary>A range of places.</summary>
    /// <param name="range">The places, the end not included.</param>
    public static implicit operator AxisIndex(Range range) => new(range, 1, isPlace: false);

    /// <summary>Every <paramref name="step"/>-th place of a range.</summary>
    /// <param name="range">The places, the end not included.</param>
    /// <param name="step">At least 1.</param>
    public static AxisIndex Every(Range range, int step) =>
        step >= 1 ? new AxisIndex(range, step, isPlace: false) : throw Errors.Argument("index", $"the step is {step}", "use a step of 1 or more");
}
