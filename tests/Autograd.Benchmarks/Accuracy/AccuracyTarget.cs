namespace Autograd.Benchmarks.Accuracy;

/// <summary>A function of float32 to scan, on the numbers from <paramref name="Low"/> up to below <paramref name="High"/>, and NaN.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Limit">The largest error allowed, in units in the last place, or as a difference where <paramref name="IsAbsolute"/>.</param>
/// <param name="Scan">Scans a piece of its inputs.</param>
/// <param name="Low">The least number.</param>
/// <param name="High">The number above all.</param>
/// <param name="IsAbsolute">Whether errors are differences and not units in the last place.</param>
internal sealed record AccuracyTarget(
    string Name,
    double Limit,
    Func<AccuracyTarget, AccuracyPiece, AccuracyWorst> Scan,
    double Low = double.NegativeInfinity,
    double High = double.PositiveInfinity,
    bool IsAbsolute = false)
{
    /// <summary>Whether the limit holds for an input. ∞ belongs to a range without an end.</summary>
    public bool Covers(float x) => !(x < Low) && !(x >= High && double.IsFinite(High));
}
