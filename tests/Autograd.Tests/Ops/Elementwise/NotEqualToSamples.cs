namespace Autograd.Tests.Ops.Elementwise;

public sealed class NotEqualToSamples : CompareSamples<NotEqualToOp>
{
    protected override Variable Call(Variable a, Variable b) => a.NotEqualTo(b);

    protected override Variable Call(Variable a, double b) => a.NotEqualTo(b);

    protected override bool Holds(double a, double b) => a != b;
}
