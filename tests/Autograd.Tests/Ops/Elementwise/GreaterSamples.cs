namespace Autograd.Tests.Ops.Elementwise;

public sealed class GreaterSamples : CompareSamples<GreaterOp>
{
    protected override Variable Call(Variable a, Variable b) => a > b;

    protected override Variable Call(Variable a, double b) => a.Greater(b);

    protected override bool Holds(double a, double b) => a > b;
}
