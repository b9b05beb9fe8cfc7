namespace Autograd.GradientChecking;

/// <summary>
/// The distance of a rule's derivative from the exact one. A rule may lose relative accuracy where its derivative is
/// small (1 − tanh² far out) but not absolute accuracy, so the measure is absolute below 1 and relative above.
/// </summary>
internal static class OracleError
{
    public static double Between(double exact, double ruled)
    {
        if (exact.Equals(ruled))
            return 0;
        var error = Math.Abs(exact - ruled) / Math.Max(1, Math.Max(Math.Abs(exact), Math.Abs(ruled)));
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }
}
