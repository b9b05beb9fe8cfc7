namespace Autograd.GradientChecking;

/// <summary>Elements in an interval, each by itself.</summary>
internal sealed class IntervalDomain : InputDomain
{
    /// <summary>An end that is not included is approached to this part of the distance, where the function still is finite.</summary>
    private const double OpenPart = 0.75;

    private readonly double _low;
    private readonly double _high;
    private readonly bool _includesEnds;

    public IntervalDomain(double low, double high, bool includesEnds)
    {
        if (!(low < high))
            throw new ArgumentException($"domain: {low} to {high} is no interval; give the lower end first");
        _low = low;
        _high = high;
        _includesEnds = includesEnds;
    }

    public double Low => _low;

    public double High => _high;

    public bool IncludesEnds => _includesEnds;

    public override bool Contains(ReadOnlySpan<double> values, Shape shape)
    {
        foreach (var value in values)
        {
            if (_includesEnds ? value < _low || value > _high : value <= _low || value >= _high)
                return false;
        }

        return true;
    }

    public override StepRoom Room(ReadOnlySpan<double> values, Shape shape, ReadOnlySpan<double> direction)
    {
        var below = double.PositiveInfinity;
        var above = double.PositiveInfinity;
        var part = _includesEnds ? 1 : OpenPart;
        for (var i = 0; i < values.Length; i++)
        {
            if (direction[i] == 0)
                continue;
            var size = Math.Abs(direction[i]);
            var down = Math.Max(0, part * (values[i] - _low) / size);
            var up = Math.Max(0, part * (_high - values[i]) / size);
            if (direction[i] < 0)
                (down, up) = (up, down);
            below = Math.Min(below, down);
            above = Math.Min(above, up);
        }

        return new StepRoom(below, above);
    }

    public override string ToString() => _includesEnds ? $"[{_low}, {_high}]" : $"({_low}, {_high})";
}
