namespace Autograd.Tests.Ops.Losses;

public sealed class MseLossSamples : LossSamples<MseLossOp>
{
    protected override string OperationName => "mse_loss";

    protected override Variable Call(Variable a, Variable b, LossReduction reduction) => a.MseLoss(b, reduction);

    protected override double Value(double a, double b) => (a - b) * (a - b);
}
