using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class SignSamples : UnarySamples<SignOp>
{
    protected override Variable Call(Variable x) => x.Sign();

    protected override double Value(double x) => double.IsNaN(x) || x == 0 ? x : Math.Sign(x);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("at 0", Call, Of([4], 0, -0.0, 2, -3), Value) with
        {
            SmoothOrder = 0,
            GradientReference = x => [new double[x[0].Length]],
        };
        yield return Elementwise("int64", x => x.Sign(), Indices([5], -3, 0, 1, 2, 40000), x => Math.Sign(x)) with { SmoothOrder = 0 };
    }
}
