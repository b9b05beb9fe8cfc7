using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class GeluSamples : UnarySamples<GeluOp>
{
    protected override Variable Call(Variable x) => x.Gelu();

    protected override double Value(double x) => double.IsNegativeInfinity(x) ? -0.0 : x * NaiveFunctions.NormalCdf(x);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("around 0", Call, Of([5], 0, 1e-6, -1e-10, 3e-4, -0.02), Value);
        yield return Elementwise("around −1.1", Call, Of([5], -1.05, -1.1, -1.2, 1.05, 1.15), Value);
        yield return Elementwise("far out", Call, Of([4], -5, 6, -9, 12), Value);
        yield return Elementwise("limits", Call, Of([4], double.NegativeInfinity, double.PositiveInfinity, -900, 900), Value) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 1, 0, 1]],
        };
    }
}
