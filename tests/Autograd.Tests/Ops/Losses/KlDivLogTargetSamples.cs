using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Losses;

public sealed class KlDivLogTargetSamples : LossSamples<KlDivLogTargetOp>
{
    protected override string OperationName => "kl_div_loss";

    protected override (double Low, double High, InputDomain Domain) First => (-9, -4, InputDomain.Real);

    protected override (double Low, double High, InputDomain Domain) Second => (-3, -0.1, InputDomain.Real);

    protected override Variable Call(Variable a, Variable b, LossReduction reduction) => a.KlDivLoss(b, reduction, logTarget: true);

    protected override double Value(double a, double b) => Math.Exp(b) == 0 ? 0 : Math.Exp(b) * (b - a);

    protected override IEnumerable<OperationSample> MoreCorners()
    {
        yield return Elementwise(
            "logarithms of 0",
            (a, b) => a.KlDivLoss(b, LossReduction.None, logTarget: true),
            Of([3], -1, double.NegativeInfinity, -2),
            Of([3], double.NegativeInfinity, double.NegativeInfinity, 0),
            Value) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 0, -1], [0, 0, 3]],
        };
    }
}
