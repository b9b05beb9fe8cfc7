namespace Autograd.GradientChecking;

/// <summary>Judges numbers one by one and keeps the worst.</summary>
internal sealed class Comparison(GradCheckOptions options)
{
    /// <summary>An error bar above this part of the tolerance proves nothing.</summary>
    private const double WidestBar = 0.1;

    /// <summary>A difference of so many error bars is a failure however wide the bar is.</summary>
    private const double HopelessBars = 100;

    /// <summary>So many wrong entries are kept beside the worst.</summary>
    private const int MostEntries = 16;

    private readonly List<GradientEntry> _wrong = [];

    public long Count { get; private set; }

    public Verdict Verdict { get; private set; }

    /// <summary>The largest difference as a part of what is allowed.</summary>
    public double WorstPart { get; private set; }

    public GradientEntry? Worst { get; private set; }

    /// <summary>Whether several elements bend at once, so that only one by one can they be judged.</summary>
    public bool HasMixedKinks { get; private set; }

    /// <summary>
    /// Passes where |a − n| ≤ atol + rtol·max(|a|, |n|) + 4·error; inconclusive where the error bar is above a tenth of the
    /// tolerance, unless the difference is hopeless; at a kink the analytic value must lie between the slopes. An analytic 0
    /// for an output that no step has moved by a bit is right, however large the output is, and so is one
    /// for an output that small steps do not move, where such steps hide no more than the tolerance.
    /// </summary>
    /// <param name="analytic">The framework's number.</param>
    /// <param name="numeric">The differences'.</param>
    /// <param name="entry">Both with their place.</param>
    /// <param name="isAlone">
    /// Whether one element moves and one is seen. Where several bend at once, in either sense, their sum's slopes need not enclose
    /// a sum of valid subgradients: nothing can be said along such a direction.
    /// </param>
    /// <returns>Whether the number failed.</returns>
    public bool Add(double analytic, DerivativeEstimate numeric, Func<GradientEntry> entry, bool isAlone = true)
    {
        Count++;
        var (verdict, part) = Judge(analytic, numeric);
        if (!isAlone && verdict == Verdict.Fail && numeric.Kink is not null)
        {
            HasMixedKinks = true;
            (verdict, part) = (Verdict.Kink, 0);
        }

        if (verdict > Verdict || (verdict == Verdict && (part > WorstPart || Worst is null)))
        {
            Verdict = verdict;
            WorstPart = part;
            Worst = entry();
        }

        if (verdict == Verdict.Fail && _wrong.Count < MostEntries)
            _wrong.Add(entry());
        return verdict == Verdict.Fail;
    }

    public (Verdict Verdict, double Part) Judge(double analytic, DerivativeEstimate numeric)
    {
        if (numeric.IsUnmoved && analytic == 0)
            return (Verdict.Pass, 0);
        if (numeric.IsFlat && analytic == 0 && numeric.Error <= options.Tolerance(0))
            return (Verdict.Pass, 0);
        if (!numeric.IsFinite)
            return (Verdict.Inconclusive, double.PositiveInfinity);
        if (!double.IsFinite(analytic))
            return (Verdict.Fail, double.PositiveInfinity);
        if (numeric.Kink is { } kink)
        {
            var slack = options.Tolerance(Math.Max(Math.Abs(kink.Left), Math.Abs(kink.Right)));
            var outside = Math.Max(Math.Min(kink.Left, kink.Right) - analytic, analytic - Math.Max(kink.Left, kink.Right));
            return (kink.Admits(analytic, slack) ? Verdict.Kink : Verdict.Fail, Math.Max(0, outside) / (slack + kink.Error));
        }

        var tolerance = options.Tolerance(Math.Max(Math.Abs(analytic), Math.Abs(numeric.Value)));
        var difference = Math.Abs(analytic - numeric.Value);
        var part = difference / (tolerance + (4 * numeric.Error));
        if (numeric.Error > WidestBar * tolerance)
            return (difference > tolerance + (HopelessBars * numeric.Error) ? Verdict.Fail : Verdict.Inconclusive, part);
        return (part <= 1 ? Verdict.Pass : Verdict.Fail, part);
    }

    public CheckResult ToResult(string name, int order, int input, string? diagnosis) => new()
    {
        Name = name,
        Order = order,
        Input = input,
        Verdict = Verdict,
        Compared = Count,
        WorstPart = WorstPart,
        Worst = Worst,
        Wrong = _wrong,
        Diagnosis = diagnosis,
    };
}
