namespace Autograd.Tests.Ops.Elementwise;

public sealed class LessSamples : CompareSamples<LessOp>
{
    protected override Variable Call(Variable a, Variable b) => a < b;

    protected override Variable Call(Variable a, double b) => a.Less(b);

    protected override bool Holds(double a, double b) => a < b;
}
