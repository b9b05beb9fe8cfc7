using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class NormalCdfSamples : UnarySamples<NormalCdfOp>
{
    protected override Variable Call(Variable x) => x.NormalCdf();

    protected override double Value(double x) => NaiveFunctions.NormalCdf(x);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("around 0", Call, Of([5], 0, 1e-6, -1e-10, 3e-4, -0.02), Value);
        yield return Elementwise("around 1.1", Call, Of([5], 1.09, 1.1, 1.11, -1.099, -1.15), Value);
        yield return Elementwise("tails", Call, Of([5], 4, -4.5, -9, 8, -20), Value);
    }
}
