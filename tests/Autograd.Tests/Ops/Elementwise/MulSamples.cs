using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class MulSamples : BinarySamples<MulOp>
{
    protected override Variable Call(Variable a, Variable b) => a * b;

    protected override double Value(double a, double b) => a * b;

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("zeros", Call, Of([4], 0, 0, 2, -3), Of([4], 0, 5, 0, 0), Value);
        yield return Elementwise("a number on the left", x => 3 * x, Spread([5]), x => 3 * x) with { IsLinear = true };
    }
}
