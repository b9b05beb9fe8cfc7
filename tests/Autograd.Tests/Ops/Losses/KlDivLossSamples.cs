using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Losses;

public sealed class KlDivLossSamples : LossSamples<KlDivLossOp>
{
    protected override string OperationName => "kl_div_loss";

    /// <summary>Below the targets' logarithms, so that nothing cancels.</summary>
    protected override (double Low, double High, InputDomain Domain) First => (-9, -4, InputDomain.Real);

    protected override (double Low, double High, InputDomain Domain) Second => (0.1, 0.95, InputDomain.Positive);

    protected override Variable Call(Variable a, Variable b, LossReduction reduction) => a.KlDivLoss(b, reduction);

    protected override double Value(double a, double b) => b == 0 ? 0 : b * (Math.Log(b) - a);

    protected override IEnumerable<OperationSample> MoreCorners()
    {
        yield return Elementwise(
            "probabilities of 0", (a, b) => a.KlDivLoss(b, LossReduction.None), Of([3], -1, double.NegativeInfinity, -2), Of([3], 0, 0, 1), Value) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 0, -1], [0, 0, 3]],
        };
        yield return Elementwise("an impossible place", (a, b) => a.KlDivLoss(b, LossReduction.None), Of([2], double.NegativeInfinity, -1), Of([2], 0.5, 0.5).Constant(), Value) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[-0.5, -0.5]],
        };
    }
}
