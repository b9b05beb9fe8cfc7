namespace Autograd.Tests.Ops.Views;

public sealed class CopySamples : SameSamples<CopyOp>
{
    protected override Variable Call(Variable x) => x.Clone();
}
