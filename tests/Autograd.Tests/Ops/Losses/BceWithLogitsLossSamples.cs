using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Losses;

public sealed class BceWithLogitsLossSamples : LossSamples<BceWithLogitsLossOp>
{
    protected override string OperationName => "bce_with_logits_loss";

    protected override (double Low, double High, InputDomain Domain) First => (-4, 4, InputDomain.Real);

    protected override (double Low, double High, InputDomain Domain) Second => (0.05, 0.95, InputDomain.Positive);

    public override IEnumerable<OperationErrorSample> Errors() =>
    [
        .. base.Errors(),
        Error<ArgumentException>(
            "a positive weight too many",
            () => Variable.Ones([3]).BceWithLogitsLoss(Variable.Ones([3]), positiveWeight: Variable.Ones([4])),
            "bce_with_logits_loss: the prediction has shape [3], the weight [4]; give one that broadcasts to the prediction's"),
    ];

    protected override Variable Call(Variable a, Variable b, LossReduction reduction) => a.BceWithLogitsLoss(b, reduction);

    protected override double Value(double a, double b)
    {
        var rising = b == 1 ? 0 : (1 - b) * Math.Max(a, 0);
        var falling = b == 0 ? 0 : b * Math.Max(-a, 0);
        return rising + falling + Naive.LogOnePlus(Math.Exp(-Math.Abs(a)));
    }

    protected override IEnumerable<OperationSample> MoreCorners()
    {
        yield return Elementwise("classes", (a, b) => a.BceWithLogitsLoss(b, LossReduction.None), Spread([6], -5, 5), Of([6], 0, 1, 0, 1, 1, 0).Constant(), Value);
        yield return Elementwise("small losses", (a, b) => a.BceWithLogitsLoss(b, LossReduction.None), Of([4], 20, 40, -30, -60), Of([4], 1, 1, 0, 0).Constant(), Value) with { SmoothOrder = 0 };
        yield return Elementwise("large losses", (a, b) => a.BceWithLogitsLoss(b, LossReduction.None), Of([4], 800, -900, 1e30, -1e30), Of([4], 0, 1, 0.5, 0.25).Constant(), Value) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[1, -1, 0.5, -0.25]],
        };
        yield return Elementwise(
            "infinitely certain", (a, b) => a.BceWithLogitsLoss(b, LossReduction.None), Of([4], double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity), Of([4], 1, 0, 0, 1).Constant(), (a, b) => a > 0 == b > 0 ? 0 : double.PositiveInfinity) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 0, 1, -1]],
        };
        yield return Sample(
            "weighted",
            x => x[0].BceWithLogitsLoss(x[1], LossReduction.None, weight: x[2], positiveWeight: x[3]),
            [Spread([2, 3], -3, 3), Of([2, 3], 0, 1, 1, 0, 0.5, 1), Of([2, 1], 0.5, 3), Of([3], 1, 2, 0.25)],
            x => [.. x[0].Select((a, i) => x[2][i / 3] * ((x[3][i % 3] * x[1][i] * Value(a, 1)) + ((1 - x[1][i]) * Value(a, 0))))]);
    }
}
