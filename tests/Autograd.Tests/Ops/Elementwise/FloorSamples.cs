using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class FloorSamples : UnarySamples<FloorOp>
{
    protected override double Low => 1.1;

    protected override double High => 1.7;

    protected override Variable Call(Variable x) => x.Floor();

    protected override double Value(double x) => Math.Floor(x);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("on steps", Call, Of([10], 0, 1, -1, 2, -0.5, 0.5, -2.5, 3.75, -3.75, 1e6), Value) with
        {
            SmoothOrder = 0,
            GradientReference = x => [new double[x[0].Length]],
        };
        yield return Elementwise("int64", x => x.Floor(), Indices([4], -3, 0, 1, 40000), x => x) with { SmoothOrder = 0 };
    }
}
