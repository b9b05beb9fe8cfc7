namespace Autograd.NN;

/// <summary>One cycle up and down, in two phases or three.</summary>
internal sealed class OneCycleSchedule : Schedule
{
    private readonly long _steps;
    private readonly bool _linear;
    private readonly bool _cyclesMomentum;
    private readonly double[] _ends;
    private readonly double[] _factors;
    private readonly double[] _momenta;

    public OneCycleSchedule(
        long steps, double rising, double divisor, double finalDivisor, bool linear, bool threePhase, bool cyclesMomentum, double leastMomentum, double mostMomentum)
    {
        if (steps < 2)
            throw Errors.Argument("schedule", $"one cycle of {steps} steps", "use 2 or more");
        if (!(rising > 0 && rising < (threePhase ? 0.5 : 1)))
            throw Errors.Argument("schedule", $"one cycle rises for {rising} of its steps", threePhase ? "use more than 0 and less than 1/2, it falls as long" : "use more than 0 and less than 1");
        if (!(divisor > 0 && finalDivisor > 0 && double.IsFinite(divisor * finalDivisor)))
            throw Errors.Argument("schedule", $"one cycle divides by {divisor} and {finalDivisor}", "use finite numbers above 0");
        if (!(leastMomentum >= 0 && mostMomentum < 1 && leastMomentum <= mostMomentum))
            throw Errors.Argument("schedule", $"the momentum goes from {mostMomentum} to {leastMomentum}", "use numbers from 0 to below 1, the greater for the ends");
        (_steps, _linear, _cyclesMomentum) = (steps, linear, cyclesMomentum);
        var (start, end) = (1 / divisor, 1 / divisor / finalDivisor);
        _ends = threePhase ? [0, (rising * steps) - 1, (2 * rising * steps) - 2, steps - 1] : [0, (rising * steps) - 1, steps - 1];
        _factors = threePhase ? [start, 1, start, end] : [start, 1, end];
        _momenta = threePhase ? [mostMomentum, leastMomentum, mostMomentum, mostMomentum] : [mostMomentum, leastMomentum, mostMomentum];
    }

    public override long? Length => _steps;

    public override bool ChangesMomentum => _cyclesMomentum;

    protected internal override double RateAt(long step, double rate) => rate * At(_factors, step);

    protected internal override double Momentum(long step, double momentum) => _cyclesMomentum ? At(_momenta, step) : momentum;

    private double At(double[] values, long step)
    {
        var phase = 1;
        while (phase < _ends.Length - 1 && step > _ends[phase])
            phase++;
        var (from, to) = (_ends[phase - 1], _ends[phase]);

        // A way up of one step ends where it begins: it is the peak.
        var part = to > from ? Math.Clamp((step - from) / (to - from), 0, 1) : 1;
        return _linear ? values[phase - 1] + ((values[phase] - values[phase - 1]) * part) : CosineAt(values[phase - 1], values[phase], part);
    }
}
