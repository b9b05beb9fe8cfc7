namespace Autograd.NN;

/// <summary>Schedules on top of each other.</summary>
internal sealed class ChainSchedule(Schedule[] schedules) : Schedule
{
    /// <summary>The longest one's; none where one has none.</summary>
    public override long? Length => Array.Exists(schedules, schedule => schedule.Length is null) ? null : schedules.Max(schedule => schedule.Length);

    public override bool ChangesMomentum => Array.Exists(schedules, schedule => schedule.ChangesMomentum);

    protected internal override double RateAt(long step, double rate)
    {
        foreach (var schedule in schedules)
            rate = schedule.RateAt(step, rate);
        return rate;
    }

    protected internal override double Momentum(long step, double momentum)
    {
        foreach (var schedule in schedules)
            momentum = schedule.Momentum(step, momentum);
        return momentum;
    }
}
