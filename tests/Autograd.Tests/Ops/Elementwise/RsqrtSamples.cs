using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class RsqrtSamples : UnarySamples<RsqrtOp>
{
    protected override double Low => 0.3;

    protected override double High => 4;

    protected override InputDomain Domain => InputDomain.Positive;

    protected override Variable Call(Variable x) => x.Rsqrt();

    protected override double Value(double x) => 1 / Math.Sqrt(x);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("small and large", Call, Of([4], 1e-4, 1e-9, 30, 1e6).On(Domain), Value) with { SmoothOrder = 0 };
        yield return Elementwise("at 0", Call, Of([2], 0, 4), Value) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[double.NegativeInfinity, -0.0625]],
        };
    }
}
