namespace Autograd.GradientChecking;

/// <summary>How far a long check is.</summary>
/// <param name="Subject">What is being checked: <c>order 1, w [3, 4]</c>, <c>tape bisect</c>, a case of an operation.</param>
/// <param name="Done">How many parts are done.</param>
/// <param name="Total">How many there are, as far as is known.</param>
/// <param name="Elapsed">How long it has taken.</param>
/// <param name="Remaining">How long the rest will take if it goes on as before; null before anything is done.</param>
public sealed record GradCheckProgress(string Subject, int Done, int Total, TimeSpan Elapsed, TimeSpan? Remaining)
{
    /// <summary>The state in one line.</summary>
    public override string ToString() => Remaining is { } rest
        ? FormattableString.Invariant($"{Subject}: {Done} of {Total}, {rest.TotalSeconds:0.#} s left")
        : FormattableString.Invariant($"{Subject}: {Done} of {Total}");
}
