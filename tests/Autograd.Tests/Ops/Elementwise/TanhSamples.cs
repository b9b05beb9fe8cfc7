using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class TanhSamples : UnarySamples<TanhOp>
{
    protected override Variable Call(Variable x) => x.Tanh();

    protected override double Value(double x) => Math.Tanh(x);

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("around 0", Call, Of([6], 1e-6, -1e-6, 1e-10, 3e-4, -0.02, 0.11), Value);
        yield return Elementwise("saturated", Call, Of([4], 19, -21, 8, -300), Value);
    }
}
