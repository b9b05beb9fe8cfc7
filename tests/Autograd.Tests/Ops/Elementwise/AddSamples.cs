using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Elementwise;

public sealed class AddSamples : BinarySamples<AddOp>
{
    protected override bool IsLinear => true;

    protected override Variable Call(Variable a, Variable b) => a + b;

    protected override double Value(double a, double b) => a + b;

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("a number on the left", x => 3 + x, Spread([5]), x => 3 + x) with { IsLinear = false };
    }
}
