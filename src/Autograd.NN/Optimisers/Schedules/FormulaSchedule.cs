namespace Autograd.NN;

/// <summary>A schedule of one formula.</summary>
internal sealed class FormulaSchedule(Func<long, double, double> formula, long? length = null) : Schedule
{
    public override long? Length => length;

    protected internal override double RateAt(long step, double rate) => formula(step, rate);
}
