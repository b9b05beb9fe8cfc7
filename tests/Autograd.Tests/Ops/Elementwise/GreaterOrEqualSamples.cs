namespace Autograd.Tests.Ops.Elementwise;

public sealed class GreaterOrEqualSamples : CompareSamples<GreaterOrEqualOp>
{
    protected override Variable Call(Variable a, Variable b) => a >= b;

    protected override Variable Call(Variable a, double b) => a.GreaterOrEqual(b);

    protected override bool Holds(double a, double b) => a >= b;
}
