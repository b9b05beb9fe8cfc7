using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class Log1pSamples : UnarySamples<Log1pOp>
{
    protected override double Low => -0.7;

    protected override double High => 4;

    protected override InputDomain Domain => InputDomain.Open(-1, double.PositiveInfinity);

    protected override Variable Call(Variable x) => x.Log1p();

    protected override double Value(double x) => NaiveFunctions.Log1p(x);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("around 0", Call, Of([5], 0, 1e-6, -1e-10, 3e-4, -0.02), Value);
        yield return Elementwise("near −1 and large", Call, Of([4], -0.99, -0.9999, 1e3, 1e9), Value) with { SmoothOrder = 0 };
        yield return Elementwise("at −1", Call, Of([2], -1, 0), Value) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[double.PositiveInfinity, 1]],
        };
    }
}
