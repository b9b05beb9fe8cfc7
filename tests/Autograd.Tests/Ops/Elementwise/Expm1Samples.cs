using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class Expm1Samples : UnarySamples<Expm1Op>
{
    protected override Variable Call(Variable x) => x.Expm1();

    protected override double Value(double x) => NaiveFunctions.Expm1(x);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("around 0", Call, Of([5], 0, 1e-6, -1e-10, 3e-4, -0.02), Value);
        yield return Elementwise("saturated and large", Call, Of([4], -30, -45, 12, 40), Value) with { SmoothOrder = 0 };
    }
}
