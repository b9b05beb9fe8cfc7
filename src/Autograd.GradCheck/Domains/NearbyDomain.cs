namespace Autograd.GradientChecking;

/// <summary>Everywhere, but steps stay within a part of the elements' sizes: for values whose surroundings are not known.</summary>
internal sealed class NearbyDomain(double part) : InputDomain
{
    public override bool Contains(ReadOnlySpan<double> values, Shape shape) => true;

    public override StepRoom Room(ReadOnlySpan<double> values, Shape shape, ReadOnlySpan<double> direction)
    {
        var room = part * StepScale.Of(values, direction);
        return new StepRoom(room, room);
    }

    public override string ToString() => "nearby";
}
