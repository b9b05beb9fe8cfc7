using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class SigmoidSamples : UnarySamples<SigmoidOp>
{
    protected override Variable Call(Variable x) => x.Sigmoid();

    protected override double Value(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("saturated", Call, Of([4], 30, -30, 12, -12), Value);
        yield return Elementwise("at 0", Call, Of([2], 0, 0), Value) with { GradientReference = _ => [[0.25, 0.25]] };
    }
}
