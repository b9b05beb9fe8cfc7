namespace Autograd.NN;

/// <summary>A schedule, and from a step on another; where there is no other, it stays as it is at that step.</summary>
internal sealed class SequenceSchedule(Schedule first, Schedule? second, long change) : Schedule
{
    public override long? Length => second is null ? change : change + second.Length;

    public override bool ChangesMomentum => first.ChangesMomentum || second is { ChangesMomentum: true };

    protected internal override double RateAt(long step, double rate) =>
        step < change || second is null ? first.RateAt(Math.Min(step, change), rate) : second.RateAt(step - change, rate);

    protected internal override double Momentum(long step, double momentum) =>
        step < change || second is null ? first.Momentum(Math.Min(step, change), momentum) : second.Momentum(step - change, momentum);
}
