using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class ErfSamples : UnarySamples<ErfOp>
{
    protected override Variable Call(Variable x) => x.Erf();

    protected override double Value(double x) => NaiveFunctions.Erf(x);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("around 0", Call, Of([5], 1e-6, -1e-10, 3e-4, -0.02, 0.11), Value);
        yield return Elementwise("around 1", Call, Of([5], 0.99, 1, 1.01, -0.999, -1.05), Value);
        yield return Elementwise("saturated", Call, Of([4], 3, -4.5, 5.9, -6.5), Value);
    }
}
