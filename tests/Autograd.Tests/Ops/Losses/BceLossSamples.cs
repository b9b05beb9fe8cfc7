using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Losses;

public sealed class BceLossSamples : LossSamples<BceLossOp>
{
    protected override string OperationName => "bce_loss";

    protected override (double Low, double High, InputDomain Domain) First => (0.08, 0.92, InputDomain.Positive);

    protected override (double Low, double High, InputDomain Domain) Second => (0.05, 0.95, InputDomain.Positive);

    public override IEnumerable<OperationErrorSample> Errors() =>
    [
        .. base.Errors(),
        Error<ArgumentException>(
            "a weight too many",
            () => Variable.Ones([3]).BceLoss(Variable.Ones([3]), weight: Variable.Ones([2, 3])),
            "bce_loss: the prediction has shape [3], the weight [2, 3]; give one that broadcasts to the prediction's"),
    ];

    protected override Variable Call(Variable a, Variable b, LossReduction reduction) => a.BceLoss(b, reduction);

    protected override double Value(double a, double b) => (b * Math.Min(-Math.Log(a), 100)) + ((1 - b) * Math.Min(-Naive.LogOnePlus(-a), 100));

    protected override IEnumerable<OperationSample> MoreCorners()
    {
        yield return Elementwise("small probabilities", x => x.BceLoss(Variable.ZerosLike(x), LossReduction.None), Of([3], 1e-3, 1e-6, 1e-12).On(InputDomain.Positive), x => -Naive.LogOnePlus(-x)) with { SmoothOrder = 0 };
        yield return Elementwise("certain", (a, b) => a.BceLoss(b, LossReduction.None), Of([4], 0, 0, 1, 1), Of([4], 0, 1, 0, 1), (a, b) => a == b ? 0 : 100) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[1, 0, 0, -1], [100, 100, -100, -100]],
        };
        yield return Elementwise("at the cut and above", (a, b) => a.BceLoss(b, LossReduction.None), Of([2], 3.720075976020836e-44, 4e-44), Of([2], 1, 1).Constant(), Value) with
        {
            SmoothOrder = 0,
            GradientReference = x => [[-1 / x[0][0], -1 / x[0][1]]],
        };
        yield return Sample(
            "weighted",
            x => x[0].BceLoss(x[1], weight: x[2]),
            [Spread([2, 3], 0.1, 0.9), Of([2, 3], 0, 1, 1, 0, 0.5, 1), Of([3], 1, 2, 3)],
            x => [Naive.Sum([.. x[0].Select((a, i) => Value(a, x[1][i]) * x[2][i % 3])]) / 6]);
    }
}
