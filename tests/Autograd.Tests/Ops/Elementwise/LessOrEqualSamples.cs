namespace Autograd.Tests.Ops.Elementwise;

public sealed class LessOrEqualSamples : CompareSamples<LessOrEqualOp>
{
    protected override Variable Call(Variable a, Variable b) => a <= b;

    protected override Variable Call(Variable a, double b) => a.LessOrEqual(b);

    protected override bool Holds(double a, double b) => a <= b;
}
