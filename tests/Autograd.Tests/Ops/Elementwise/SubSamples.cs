using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class SubSamples : BinarySamples<SubOp>
{
    protected override bool IsLinear => true;

    protected override Variable Call(Variable a, Variable b) => a - b;

    protected override double Value(double a, double b) => a - b;

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("a number on the left", x => 3 - x, Spread([5]), x => 3 - x);
        yield return Elementwise("cancellation", Call, Of([3], 1e8, 1, 1e-8), Of([3], 1e8, 1, 1e-8), Value);
    }
}
