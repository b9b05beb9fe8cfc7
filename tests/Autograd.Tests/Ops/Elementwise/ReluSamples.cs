using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class ReluSamples : UnarySamples<ReluOp>
{
    protected override Variable Call(Variable x) => x.Relu();

    protected override double Value(double x) => double.IsNaN(x) ? x : Math.Max(x, 0.0);

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
