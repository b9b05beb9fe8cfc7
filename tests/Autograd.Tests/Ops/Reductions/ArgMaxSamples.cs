namespace Autograd.Tests.Ops.Reductions;

public sealed class ArgMaxSamples : ArgReductionSamples<ArgMaxOp>
{
    protected override string OperationName => "argmax";

    protected override Variable Call(Variable x) => x.ArgMax();

    protected override Variable Call(Variable x, int axis, bool keepAxis) => x.ArgMax(axis, keepAxis);

    protected override bool IsBeyond(double a, double b) => a > b;
}
