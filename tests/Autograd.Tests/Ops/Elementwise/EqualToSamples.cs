namespace Autograd.Tests.Ops.Elementwise;

public sealed class EqualToSamples : CompareSamples<EqualToOp>
{
    protected override Variable Call(Variable a, Variable b) => a.EqualTo(b);

    protected override Variable Call(Variable a, double b) => a.EqualTo(b);

    protected override bool Holds(double a, double b) => a == b;
}
