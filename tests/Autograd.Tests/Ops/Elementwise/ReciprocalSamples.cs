using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class ReciprocalSamples : UnarySamples<ReciprocalOp>
{
    protected override double Low => 0.3;

    protected override double High => 4;

    protected override InputDomain Domain => InputDomain.Positive;

    protected override Variable Call(Variable x) => x.Reciprocal();

    protected override double Value(double x) => 1 / x;

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("of both signs", Call, Of([4], -3, -0.4, 0.5, 20), Value);
        yield return Elementwise("at 0", Call, Of([2], 0, 2), Value) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[double.NegativeInfinity, -0.25]],
        };
    }
}
