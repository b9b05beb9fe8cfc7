namespace Autograd.NN;

/// <summary>
/// A learning rate as a function of the step, and sometimes a momentum too: <c>Schedule.Warmup(500).Then(Schedule.Cosine(9_500))</c>. It has no state, so any
/// step can be asked for; a <see cref="Scheduler"/> applies it to an optimiser's groups. A group's learning rate is what it scales.
/// </summary>
public abstract class Schedule
{
    /// <summary>How many steps it takes; null where it has no end. After its end the rate stays, unless its formula says otherwise.</summary>
    public virtual long? Length => null;

    /// <summary>Whether it says something about the momentum.</summary>
    public virtual bool ChangesMomentum => false;

    /// <summary>factor · rate at every step.</summary>
    /// <param name="factor">0 or more.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static Schedule Constant(double factor = 1)
    {
        CheckFactor(factor);
        return new FormulaSchedule((_, rate) => rate * factor);
    }

    /// <summary>factor(step) · rate.</summary>
    /// <param name="factor">A function of the step alone, 0 or more.</param>
    public static Schedule Lambda(Func<long, double> factor)
    {
        ArgumentNullException.ThrowIfNull(factor);
        return new FormulaSchedule((step, rate) => rate * factor(step));
    }

    /// <summary>rate · factorᵏ, k = ⌊step / every⌋.</summary>
    /// <param name="every">How many steps a level lasts.</param>
    /// <param name="factor">From a level to the next, 0 or more.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static Schedule Step(long every, double factor = 0.1)
    {
        CheckSteps(every);
        CheckFactor(factor);
        return new FormulaSchedule((step, rate) => rate * Math.Pow(factor, step / every));
    }

    /// <summary>rate · factorᵏ, k the number of milestones that are not after the step.</summary>
    /// <param name="milestones">Steps in ascending order; one named twice counts twice.</param>
    /// <param name="factor">From a level to the next, 0 or more.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the milestones are not in order.</exception>
    public static Schedule MultiStep(IEnumerable<long> milestones, double factor = 0.1)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        long[] ordered = [.. milestones];
        for (var i = 0; i < ordered.Length; i++)
        {
            if (ordered[i] < (i == 0 ? 0 : ordered[i - 1]))
                throw Errors.Argument("schedule", $"the milestones are {string.Join(", ", ordered)}", "give steps of 0 or more in ascending order");
        }

        CheckFactor(factor);
        return new FormulaSchedule((step, rate) => rate * Math.Pow(factor, Passed(ordered, step)));
    }

    /// <summary>rate · factorˢᵗᵉᵖ.</summary>
    /// <param name="factor">From a step to the next, 0 or more.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static Schedule Exponential(double factor)
    {
        CheckFactor(factor);
        return new FormulaSchedule((step, rate) => rate * Math.Pow(factor, step));
    }

    /// <summary>On a line from start · rate to end · rate, which it reaches after its steps.</summary>
    /// <param name="steps">The length, 1 or more.</param>
    /// <param name="start">The factor at step 0.</param>
    /// <param name="end">The factor from the last step on.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static Schedule Linear(long steps, double start, double end)
    {
        CheckSteps(steps);
        CheckFactor(start);
        CheckFactor(end);
        return new FormulaSchedule((step, rate) => rate * (start + ((end - start) * Math.Min(step, steps) / steps)), steps);
    }

    /// <summary>Linear warm-up to the full rate.</summary>
    /// <param name="steps">The length, 1 or more.</param>
    /// <param name="start">The factor at step 0; 1 / steps where null, so that the first step is not lost.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static Schedule Warmup(long steps, double? start = null)
    {
        CheckSteps(steps);
        return Linear(steps, start ?? (1.0 / steps), 1);
    }

    /// <summary>Cosine annealing (Loshchilov and Hutter, 2017): minimum + (rate − minimum) · (1 + cos(π · step / steps)) / 2.</summary>
    /// <remarks>After its steps it rises again along the cosine, as PyTorch's does; to stay at its least, write <c>Schedule.Cosine(steps).For(steps)</c>.</remarks>
    /// <param name="steps">From the full rate to the least one, 1 or more.</param>
    /// <param name="minimum">The least learning rate itself.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static Schedule Cosine(long steps, double minimum = 0)
    {
        CheckSteps(steps);
        CheckFactor(minimum);
        return new FormulaSchedule((step, rate) => CosineAt(rate, minimum, (double)step / steps), steps);
    }

    /// <summary>Cosine annealing that begins anew after <paramref name="first"/> steps, then after <paramref name="multiplier"/> times as many, and so on.</summary>
    /// <param name="first">The first cycle's steps, 1 or more.</param>
    /// <param name="multiplier">How much longer each cycle is than the one before, 1 or more.</param>
    /// <param name="minimum">The least learning rate itself.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static Schedule WarmRestarts(long first, long multiplier = 1, double minimum = 0)
    {
        CheckSteps(first);
        CheckSteps(multiplier);
        CheckFactor(minimum);
        return new FormulaSchedule((step, rate) =>
        {
            var (begin, length) = Cycle(step, first, multiplier);
            return CosineAt(rate, minimum, (double)(step - begin) / length);
        });
    }

    /// <summary>
    /// One cycle (Smith and Topin, 2018): from rate / <paramref name="divisor"/> up to the rate, then down to rate / <paramref name="divisor"/> /
    /// <paramref name="finalDivisor"/>, while the momentum goes the other way. The group's rate is the peak.
    /// </summary>
    /// <param name="steps">The length, 2 or more.</param>
    /// <param name="rising">The part of the steps on the way up, above 0 and below 1; with <paramref name="threePhase"/> below ½.</param>
    /// <param name="divisor">Of the first rate, above 0.</param>
    /// <param name="finalDivisor">Of the last rate, above 0.</param>
    /// <param name="linear">Whether it goes on lines, not on half a cosine.</param>
    /// <param name="threePhase">Whether it goes down to the first rate as it went up, and only then to the last.</param>
    /// <param name="cyclesMomentum">Whether the momentum (Adam's β₁) is cycled.</param>
    /// <param name="leastMomentum">At the peak of the rate.</param>
    /// <param name="mostMomentum">At both ends.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static Schedule OneCycle(
        long steps,
        double rising = 0.3,
        double divisor = 25,
        double finalDivisor = 1e4,
        bool linear = false,
        bool threePhase = false,
        bool cyclesMomentum = true,
        double leastMomentum = 0.85,
        double mostMomentum = 0.95) =>
        new OneCycleSchedule(steps, rising, divisor, finalDivisor, linear, threePhase, cyclesMomentum, leastMomentum, mostMomentum);

    /// <summary>All of them at once: each scales what the one before gives, so factors multiply.</summary>
    /// <param name="schedules">At least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Schedule Chain(params IReadOnlyList<Schedule> schedules)
    {
        ArgumentNullException.ThrowIfNull(schedules);
        return schedules.Count == 0
            ? throw Errors.Argument("schedule", "there is nothing to chain", "give at least one schedule")
            : new ChainSchedule([.. schedules]);
    }

    /// <summary>Another one after this one's end, from its step 0.</summary>
    /// <param name="next">What follows.</param>
    /// <exception cref="InvalidOperationException">This one has no end.</exception>
    public Schedule Then(Schedule next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new SequenceSchedule(this, next, Length ?? throw Errors.State("schedule", "the first of two has no end", "give it one, schedule.For(steps).Then(next)"));
    }

    /// <summary>This one with an end, where it stays as it is: for <see cref="Then"/>.</summary>
    /// <param name="steps">1 or more.</param>
    /// <exception cref="ArgumentException">The steps are less than 1.</exception>
    public Schedule For(long steps)
    {
        CheckSteps(steps);
        return new SequenceSchedule(this, null, steps);
    }

    /// <summary>The learning rate at a step.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="rate">What is scaled: a group's learning rate.</param>
    /// <exception cref="ArgumentException">The step is negative.</exception>
    public double LearningRateAt(long step, double rate = 1)
    {
        CheckStep(step);
        return RateAt(step, rate);
    }

    /// <summary>The momentum at a step.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="momentum">The group's momentum, which stays where the schedule does not say anything about it.</param>
    /// <exception cref="ArgumentException">The step is negative.</exception>
    public double MomentumAt(long step, double momentum)
    {
        CheckStep(step);
        return Momentum(step, momentum);
    }

    /// <summary>minimum + (rate − minimum) · (1 + cos(π · part)) / 2.</summary>
    internal static double CosineAt(double rate, double minimum, double part) => minimum + ((rate - minimum) * (1 + Math.Cos(Math.PI * part)) / 2);

    /// <summary>The learning rate's formula.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="rate">What is scaled.</param>
    protected internal abstract double RateAt(long step, double rate);

    /// <summary>The momentum's formula.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="momentum">The group's.</param>
    protected internal virtual double Momentum(long step, double momentum) => momentum;

    private static int Passed(long[] milestones, long step)
    {
        var count = 0;
        while (count < milestones.Length && milestones[count] <= step)
            count++;
        return count;
    }

    /// <summary>Where the cycle around a step begins and how long it is.</summary>
    private static (long Begin, long Length) Cycle(long step, long first, long multiplier)
    {
        if (multiplier == 1)
            return (step / first * first, first);
        var (begin, length) = (0L, first);
        while (step - begin >= length)
        {
            begin += length;

            // No step is behind a cycle longer than all steps.
            length = length > long.MaxValue / multiplier ? long.MaxValue : length * multiplier;
        }

        return (begin, length);
    }

    private static void CheckStep(long step)
    {
        if (step < 0)
            throw Errors.Argument("schedule", $"the step is {step}", "count from 0");
    }

    private static void CheckSteps(long steps)
    {
        if (steps < 1)
            throw Errors.Argument("schedule", $"a length of {steps}", "use 1 or more");
    }

    private static void CheckFactor(double factor)
    {
        if (!(factor >= 0 && double.IsFinite(factor)))
            throw Errors.Argument("schedule", $"a factor or rate of {factor}", "use a finite number of 0 or more");
    }
}
