namespace Autograd.Benchmarks.Accuracy;

/// <summary>The largest error met, and where.</summary>
/// <param name="Error">In units in the last place, or as a difference.</param>
/// <param name="Input">Where it was met; the lowest bit pattern among equals.</param>
/// <param name="Computed">The float32 result there.</param>
/// <param name="Exact">The reference there.</param>
/// <param name="Points">How many inputs were scanned.</param>
internal readonly record struct AccuracyWorst(double Error, float Input, float Computed, double Exact, long Points)
{
    /// <summary>Of two parts of a scan, the first one's where they are equal.</summary>
    public AccuracyWorst With(AccuracyWorst later) =>
        (later.Error > Error ? later : this) with { Points = Points + later.Points };
}
