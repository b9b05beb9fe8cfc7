namespace Autograd.NN;

/// <summary>
/// Sets the learning rates of an optimiser's groups by schedules: made before the first step, asked to <see cref="Step"/> after
/// each step of the optimiser (or each epoch).
/// </summary>
/// <example>
/// <code>
/// var scheduler = new Scheduler(optimiser, Schedule.Warmup(500).Then(Schedule.Cosine(9_500)));
/// foreach (var batch in batches)
/// {
///     optimiser.Step(() => Loss(batch));
///     scheduler.Step();
/// }
/// </code>
/// </example>
public sealed class Scheduler : IScheduler
{
    private readonly Schedule[] _schedules;
    private readonly double[] _rates;
    private readonly double[] _momenta;

    /// <summary>Takes the groups' learning rates as what is scaled, and sets those of step 0.</summary>
    /// <param name="optimiser">The optimiser.</param>
    /// <param name="schedule">For all groups.</param>
    /// <exception cref="ArgumentException">The schedule cycles the momentum and the optimiser has none.</exception>
    public Scheduler(Optimiser optimiser, Schedule schedule)
        : this(optimiser, [.. Enumerable.Repeat(schedule, optimiser?.Groups.Count ?? 0)])
    {
    }

    /// <summary>Takes the groups' learning rates as what is scaled, and sets those of step 0.</summary>
    /// <param name="optimiser">The optimiser.</param>
    /// <param name="schedules">One for each group, in the groups' order.</param>
    /// <exception cref="ArgumentException">There are not as many schedules as groups, or one cycles the momentum and the optimiser has none.</exception>
    public Scheduler(Optimiser optimiser, IReadOnlyList<Schedule> schedules)
    {
        ArgumentNullException.ThrowIfNull(optimiser);
        ArgumentNullException.ThrowIfNull(schedules);
        (Optimiser, _schedules) = (optimiser, [.. schedules]);
        if (_schedules.Length != optimiser.Groups.Count)
            throw Errors.Argument("scheduler", $"{_schedules.Length} schedules for {optimiser.Groups.Count} groups", "give one for each, or one for all");
        for (var i = 0; i < _schedules.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(_schedules[i], nameof(schedules));
            if (_schedules[i].ChangesMomentum && !optimiser.Groups[i].CyclesMomentum)
                throw Errors.Argument("scheduler", $"{optimiser.Kind} has no momentum to cycle in the group '{optimiser.Groups[i].Name}'", "give it one, or use cyclesMomentum: false");
        }

        _rates = [.. optimiser.Groups.Select(group => group.LearningRate)];
        _momenta = [.. optimiser.Groups.Select(group => group.Momentum)];
        Apply();
    }

    /// <inheritdoc/>
    public Optimiser Optimiser { get; }

    /// <inheritdoc/>
    public long StepCount { get; private set; }

    /// <summary>What is scaled, for each group: the learning rates when this was made.</summary>
    public IReadOnlyList<double> BaseRates => _rates;

    /// <summary>Goes on by one step and sets learning rates and momenta.</summary>
    public void Step() => MoveTo(StepCount + 1);

    /// <summary>Goes to any step and sets learning rates and momenta.</summary>
    /// <param name="step">From 0.</param>
    /// <exception cref="ArgumentException">The step is negative.</exception>
    public void MoveTo(long step)
    {
        if (step < 0)
            throw Errors.Argument("scheduler", $"the step is {step}", "count from 0");
        StepCount = step;
        Apply();
    }

    double[] IScheduler.Save() => [StepCount, .. _rates, .. _momenta];

    bool IScheduler.Accepts(ReadOnlySpan<double> numbers)
    {
        foreach (var number in numbers)
        {
            if (!(number >= 0 && double.IsFinite(number)))
                return false;
        }

        return Math.Truncate(numbers[0]) == numbers[0];
    }

    void IScheduler.Restore(ReadOnlySpan<double> numbers)
    {
        StepCount = (long)numbers[0];
        numbers.Slice(1, _rates.Length).CopyTo(_rates);
        numbers[(1 + _rates.Length)..].CopyTo(_momenta);
    }

    private void Apply()
    {
        for (var i = 0; i < _schedules.Length; i++)
        {
            var group = Optimiser.Groups[i];
            group.LearningRate = _schedules[i].LearningRateAt(StepCount, _rates[i]);
            if (_schedules[i].ChangesMomentum)
                group.Momentum = _schedules[i].MomentumAt(StepCount, _momenta[i]);
        }
    }
}
