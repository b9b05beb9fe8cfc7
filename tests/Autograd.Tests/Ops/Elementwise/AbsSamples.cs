using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class AbsSamples : UnarySamples<AbsOp>
{
    protected override Variable Call(Variable x) => x.Abs();

    protected override double Value(double x) => Math.Abs(x);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("at 0", Call, Of([3], 0, 0, 0), Value) with
        {
            SmoothOrder = 1,
            IsAtKink = true,
            GradientReference = _ => [[0, 0, 0]],
        };
    }
}
