namespace Autograd.Tests.Ops.Reductions;

public sealed class ArgMinSamples : ArgReductionSamples<ArgMinOp>
{
    protected override string OperationName => "argmin";

    protected override Variable Call(Variable x) => x.ArgMin();

    protected override Variable Call(Variable x, int axis, bool keepAxis) => x.ArgMin(axis, keepAxis);

    protected override bool IsBeyond(double a, double b) => a < b;
}
