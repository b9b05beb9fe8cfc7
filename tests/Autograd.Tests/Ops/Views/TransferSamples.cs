namespace Autograd.Tests.Ops.Views;

public sealed class TransferSamples : SameSamples<TransferOp>
{
    /// <summary>To the device where the elements are: a copy all the same.</summary>
    protected override Variable Call(Variable x) => Autograd.Ops.Operation.Apply(TransferOp.Get(x.Device), x);
}
