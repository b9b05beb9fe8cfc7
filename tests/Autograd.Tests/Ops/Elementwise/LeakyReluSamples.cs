using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class LeakyReluSamples : BinarySamples<LeakyReluOp>
{
    protected override bool IsKinkedAtZero => true;

    protected override Variable Call(Variable a, Variable b) => a.LeakyRelu(b);

    protected override double Value(double a, double b) => a > 0 ? a : b * a;

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("by default", x => x.LeakyRelu(), Spread([7]), x => x > 0 ? x : 0.01 * x);
        yield return Elementwise("steeper below", x => x.LeakyRelu(1.5), Spread([7]), x => x > 0 ? x : 1.5 * x);
        yield return Elementwise("at 0", Call, Of([2], 0, 0), Of([2], 0.25, -3), Value) with
        {
            SmoothOrder = 1,
            IsAtKink = true,
            GradientReference = _ => [[0.25, -3], [0, 0]],
        };
    }
}
