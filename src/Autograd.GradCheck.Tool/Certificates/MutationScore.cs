namespace Autograd.GradientChecking.Tool.Certificates;

/// <summary>How many of the mistakes planted into a derivative the tests noticed.</summary>
/// <param name="Mutants">How many were planted.</param>
/// <param name="Caught">How many were noticed.</param>
internal sealed record MutationScore(int Mutants, int Caught)
{
    /// <summary>The part that was noticed, in percent, rounded down: 99 % must not be said of less.</summary>
    public double Percent => Mutants == 0 ? 0 : Math.Floor(1000.0 * Caught / Mutants) / 10;
}
