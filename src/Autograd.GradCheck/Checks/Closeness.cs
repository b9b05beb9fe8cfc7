namespace Autograd.GradientChecking;

/// <summary>Compares gradients that two ways of computing must give alike but for rounding.</summary>
internal static class Closeness
{
    /// <summary>A part of the largest element: sums in another order differ by more than an ulp of a small element.</summary>
    private const double Tolerance = 1e-10;

    /// <summary>The same where float32 values lie on the way: sums and products of their roundings.</summary>
    private const double SingleTolerance = 1e-5;

    public static CheckResult Compare(string name, Subject subject, Stage stage, double[]?[] actual, double[]?[] expected)
    {
        var (worst, input, element, compared) = (0.0, -1, -1, 0L);
        for (var i = 0; i < expected.Length; i++)
        {
            var part = Worst(actual[i], expected[i], out var place, out var count, stage.Rounding(subject.Inputs[i])) * (stage.HasSingles ? Tolerance / SingleTolerance : 1);
            compared += count;
            if (part > worst)
                (worst, input, element) = (part, i, place);
        }

        var fails = worst > 1;
        return new CheckResult
        {
            Name = name,
            Verdict = fails ? Verdict.Fail : Verdict.Pass,
            Compared = Math.Max(compared, 1),
            WorstPart = worst,
            Input = fails ? subject.Inputs[input].Position : -1,
            Worst = !fails ? null : new GradientEntry(
                subject.Inputs[input].Position, subject.Inputs[input].Name, subject.Inputs[input].IndexOf(element), "all, weighted", actual[input]?[element] ?? 0, expected[input]?[element] ?? 0, 0),
            Diagnosis = fails ? "two ways that must agree do not; “numeric” is what the plain way gives" : null,
        };
    }

    /// <summary>The worst difference as a part of what is allowed; null stands for zeros.</summary>
    /// <param name="actual">One way's elements.</param>
    /// <param name="expected">The other's.</param>
    /// <param name="place">The worst element.</param>
    /// <param name="count">How many were compared.</param>
    /// <param name="rounding">What may differ whatever the elements' size: where terms cancel, all that is left is their rounding.</param>
    public static double Worst(double[]? actual, double[]? expected, out int place, out int count, double rounding = 0)
    {
        place = 0;
        count = actual?.Length ?? expected?.Length ?? 0;
        var scale = 0.0;
        for (var i = 0; i < count; i++)
            scale = Math.Max(scale, Math.Max(Finite(actual?[i] ?? 0), Finite(expected?[i] ?? 0)));
        var worst = 0.0;
        for (var i = 0; i < count; i++)
        {
            var (a, e) = (actual?[i] ?? 0, expected?[i] ?? 0);
            if (a.Equals(e) || a == e)
                continue;
            var part = Math.Abs(a - e) / ((Tolerance * Math.Max(scale, 1e-290)) + rounding);
            if (!(part <= worst))
                (worst, place) = (double.IsNaN(part) ? double.PositiveInfinity : part, i);
        }

        return worst;
    }

    private static double Finite(double value) => double.IsFinite(value) ? Math.Abs(value) : 0;
}
