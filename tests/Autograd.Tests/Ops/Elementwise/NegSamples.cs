namespace Autograd.Tests.Ops.Elementwise;

public sealed class NegSamples : UnarySamples<NegOp>
{
    protected override bool IsLinear => true;

    protected override Variable Call(Variable x) => -x;

    protected override double Value(double x) => -x;
}
