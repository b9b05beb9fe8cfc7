namespace Autograd.GradientChecking.Tests;

/// <summary>Points to check at, and options that keep a test to what it is about.</summary>
internal static class Points
{
    public static GradCheckOptions FirstOrder { get; } = new() { Orders = 1, ChecksJvp = false };

    public static Variable Spread(Shape shape, double low = -2, double high = 2, int seed = 0) => SampleInput.Spread(shape, low, high, seed).ToVariable();

    /// <summary>The worst result of an order.</summary>
    public static CheckResult Worst(GradCheckReport report) => report.Checks.MaxBy(check => check.Verdict)!;
}
