using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class ExpSamples : UnarySamples<ExpOp>
{
    protected override Variable Call(Variable x) => x.Exp();

    protected override double Value(double x) => Math.Exp(x);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("near overflow and underflow", Call, Of([4], 300, -300, 12, -12), Value) with { SmoothOrder = 0 };
        yield return Elementwise("around 0", Call, Of([4], 1e-8, -1e-8, 1e-3, -1e-3), Value);
    }
}
