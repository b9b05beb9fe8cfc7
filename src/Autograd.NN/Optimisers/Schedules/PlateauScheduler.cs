namespace Autograd.NN;

/// <summary>
/// Lowers the learning rates where a number, such as the loss on held-out data, has stopped getting better, as PyTorch's
/// <c>ReduceLROnPlateau</c> does: <c>plateau.Step(loss)</c> after each epoch.
/// </summary>
/// <remarks>
/// A number is better where it is below best · (1 − threshold), or, with <see cref="IsAbsolute"/>, below best − threshold; for
/// numbers that should grow, above best · (1 + threshold) or best + threshold. NaN is never better. After more than
/// <see cref="Patience"/> numbers in a row that are not, each group's rate becomes max(rate · factor, minimum), and the next
/// <see cref="Cooldown"/> numbers do not count.
/// </remarks>
public sealed class PlateauScheduler : IScheduler
{
    // Changes smaller than this are not made.
    private const double LeastChange = 1e-8;

    private long _bad;
    private long _cooling;

    /// <summary>Watches for an optimiser.</summary>
    /// <param name="optimiser">The optimiser.</param>
    /// <param name="factor">By which rates are lowered, from 0 to below 1.</param>
    /// <param name="patience">How many numbers that are no better are borne, 0 or more.</param>
    /// <param name="threshold">How much better is better, 0 or more.</param>
    /// <param name="absolute">Whether the threshold is a difference, not a part of the best number.</param>
    /// <param name="cooldown">How many numbers after a change do not count, 0 or more.</param>
    /// <param name="minimum">The least learning rate, 0 or more.</param>
    /// <param name="grows">Whether greater numbers are better: an accuracy.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public PlateauScheduler(
        Optimiser optimiser,
        double factor = 0.1,
        long patience = 10,
        double threshold = 1e-4,
        bool absolute = false,
        long cooldown = 0,
        double minimum = 0,
        bool grows = false)
    {
        ArgumentNullException.ThrowIfNull(optimiser);
        if (factor is not (>= 0 and < 1))
            throw Errors.Argument("plateau", $"the factor is {factor}", "use a number from 0 to below 1");
        if (patience < 0 || cooldown < 0 || !(threshold >= 0 && minimum >= 0))
            throw Errors.Argument("plateau", $"patience {patience}, cooldown {cooldown}, threshold {threshold}, minimum {minimum}", "use numbers of 0 or more");
        (Optimiser, Factor, Patience, Threshold, IsAbsolute, Cooldown, Minimum, Grows) =
            (optimiser, factor, patience, threshold, absolute, cooldown, minimum, grows);
        Best = grows ? double.NegativeInfinity : double.PositiveInfinity;
    }

    /// <inheritdoc/>
    public Optimiser Optimiser { get; }

    /// <inheritdoc/>
    public long StepCount { get; private set; }

    /// <summary>By which rates are lowered.</summary>
    public double Factor { get; }

    /// <summary>How many numbers that are no better are borne.</summary>
    public long Patience { get; }

    /// <summary>How much better is better.</summary>
    public double Threshold { get; }

    /// <summary>Whether the threshold is a difference.</summary>
    public bool IsAbsolute { get; }

    /// <summary>How many numbers after a change do not count.</summary>
    public long Cooldown { get; }

    /// <summary>The least learning rate.</summary>
    public double Minimum { get; }

    /// <summary>Whether greater numbers are better.</summary>
    public bool Grows { get; }

    /// <summary>The best number so far; infinite before the first.</summary>
    public double Best { get; private set; }

    /// <summary>Takes a number, and lowers the learning rates where it is one too many that is no better.</summary>
    /// <param name="value">A loss, or what else is watched.</param>
    /// <returns>Whether the plateau was reached.</returns>
    public bool Step(double value)
    {
        StepCount++;
        if (IsBetter(value))
            (Best, _bad) = (value, 0);
        else
            _bad++;
        if (_cooling > 0)
            (_cooling, _bad) = (_cooling - 1, 0);
        if (_bad <= Patience)
            return false;
        foreach (var group in Optimiser.Groups)
        {
            var rate = Math.Max(group.LearningRate * Factor, Minimum);
            if (group.LearningRate - rate > LeastChange)
                group.LearningRate = rate;
        }

        (_cooling, _bad) = (Cooldown, 0);
        return true;
    }

    double[] IScheduler.Save() => [StepCount, Best, _bad, _cooling];

    bool IScheduler.Accepts(ReadOnlySpan<double> numbers) =>
        IsCount(numbers[0]) && !double.IsNaN(numbers[1]) && IsCount(numbers[2]) && IsCount(numbers[3]);

    void IScheduler.Restore(ReadOnlySpan<double> numbers) =>
        (StepCount, Best, _bad, _cooling) = ((long)numbers[0], numbers[1], (long)numbers[2], (long)numbers[3]);

    private static bool IsCount(double number) => number >= 0 && double.IsFinite(number) && Math.Truncate(number) == number;

    private bool IsBetter(double value) => (Grows, IsAbsolute) switch
    {
        (false, false) => value < Best * (1 - Threshold),
        (false, true) => value < Best - Threshold,
        (true, false) => value > Best * (1 + Threshold),
        _ => value > Best + Threshold,
    };
}
