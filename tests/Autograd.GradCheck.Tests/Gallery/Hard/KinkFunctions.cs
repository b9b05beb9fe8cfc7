namespace Autograd.GradientChecking.Tests.Gallery.Hard;

/// <summary>Functions with kinks, at them and beside them.</summary>
internal static class KinkFunctions
{
    public static HardFunction[] All { get; } =
    [
        HardFunction.Of("|x| at 10⁻⁶", x => x.Abs(), 1e-6, -1e-6),
        HardFunction.Of("|x| at 10⁻¹⁰", x => x.Abs(), 1e-10, -1e-10) with { Verdict = Verdict.Inconclusive, Reason = "steps below 10⁻¹⁰ lose the second derivative's digits" },
        HardFunction.Of("relu beside its kink", x => x.Relu() * x.Exp(), 1e-7, -1e-7, 1),
        HardFunction.Of("maximum of a row, nearly tied", x => x.Max(), 1, 1 + 1e-6, 0.5),
        HardFunction.Of("Huber beside its joint", x => Variable.Where(x.Abs().Less(1), 0.5 * x * x, x.Abs() - 0.5), 0.9999, 1.0001, -3),
        HardFunction.Of("where with a wild branch", x => Variable.Where(x.Greater(0), x.Abs().Sqrt(), 0), -1, 2, -3),
        HardFunction.Of("a stair away from its steps", x => Host.Map(x, Math.Floor) * x, 0.5, 2.25, -1.5),
        HardFunction.Of("relu at 0", x => x.Relu(), 0, 1, -1) with { Verdict = Verdict.Kink, Reason = "the derivative 0 lies between the slopes 0 and 1" },
        HardFunction.Of("|x| at 0", x => x.Abs(), 0, 2) with { Verdict = Verdict.Kink, Reason = "the derivative 0 lies between the slopes −1 and 1" },
        HardFunction.Of("x·|x| at 0", x => x * x.Abs(), 0, 2) with { Verdict = Verdict.Kink, Reason = "the second derivative has a kink" },
    ];
}
