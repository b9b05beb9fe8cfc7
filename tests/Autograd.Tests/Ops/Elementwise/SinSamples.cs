using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class SinSamples : UnarySamples<SinOp>
{
    protected override Variable Call(Variable x) => x.Sin();

    protected override double Value(double x) => Math.Sin(x);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("over the quadrants", Call, Of([12], 0.7, 1.6, 2.5, 3.2, 4.1, 4.8, 5.6, 6.4, -0.9, -1.6, -3.3, -5), Value);
        yield return Elementwise("around 0", Call, Of([4], 0, 1e-6, -1e-10, 3e-4), Value);
        yield return Elementwise("large", Call, Of([5], 100, -1000.5, 99999.25, 1234567, -4e7), Value) with { SmoothOrder = 0, GradientReference = x => [Array.ConvertAll(x[0], Math.Cos)] };
    }
}
