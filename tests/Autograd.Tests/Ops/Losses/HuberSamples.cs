using Autograd.GradientChecking;
using Autograd.Tests.Ops.Elementwise;

namespace Autograd.Tests.Ops.Losses;

public sealed class HuberSamples : BinarySamples<HuberOp>
{
    /// <summary>Beyond the differences: the squares.</summary>
    protected override (double Low, double High, InputDomain Domain) Second => (2.5, 4, InputDomain.Positive);

    public override IEnumerable<OperationErrorSample> Errors() =>
    [
        .. base.Errors(),
        Error<ArgumentException>(
            "shapes that broadcast",
            () => Variable.Ones([3]).HuberLoss(Variable.Ones([3, 1])),
            "huber_loss: the prediction has shape [3], the target [3, 1]; make them equal, with Reshape, Unsqueeze or Expand"),
        Error<ArgumentException>("delta", () => Variable.Ones([3]).HuberLoss(Variable.Ones([3]), 0), "huber_loss: delta is 0; use a number above 0"),
        Error<ArgumentException>("beta", () => Variable.Ones([3]).SmoothL1Loss(Variable.Ones([3]), -1), "smooth_l1_loss: beta is -1; use 0 or more"),
    ];

    protected override Variable Call(Variable a, Variable b) => HuberOp.Apply(a, b);

    protected override double Value(double a, double b) => Math.Abs(a) <= b ? 0.5 * a * a : b * (Math.Abs(a) - (0.5 * b));

    protected override IEnumerable<OperationSample> Corners()
    {
        yield return Elementwise("straight lines", Call, Of([6], 2, 3, 4, -2, -3, -4.5), Spread([6], 0.4, 1.5).On(InputDomain.Positive), Value);
        yield return Elementwise("at the end of the squares", Call, Of([2], 1, -2), Of([2], 1, 2), Value) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[1, -2], [0, 0]],
        };
        yield return Whole("the loss", x => x, (p, t) => p.HuberLoss(t, 1.5, LossReduction.None), d => Value(d, 1.5));
        yield return Whole("the loss, mean", x => [Naive.Sum(x) / 6], (p, t) => p.HuberLoss(t, 1.5), d => Value(d, 1.5));
        yield return Whole("the loss, sum", x => [Naive.Sum(x)], (p, t) => p.HuberLoss(t, 1.5, LossReduction.Sum), d => Value(d, 1.5));
        yield return Whole("the loss, mean over the batch", x => [Naive.Sum(x) / 3], (p, t) => p.HuberLoss(t, 1.5, LossReduction.BatchMean), d => Value(d, 1.5));
        yield return Whole("the smooth absolute error", x => x, (p, t) => p.SmoothL1Loss(t, 0.5, LossReduction.None), d => Value(d, 0.5) / 0.5);
        yield return Whole("the smooth absolute error without squares", x => [Naive.Sum(x) / 6], (p, t) => p.SmoothL1Loss(t, 0), Math.Abs) with { Notes = "it is the absolute error" };
    }

    /// <summary>Predictions [3, 2] and targets [3, 2] one after the other: the rule's own inputs are a difference and δ.</summary>
    private OperationSample Whole(string name, Func<double[], double[]> reduce, Func<Variable, Variable, Variable> loss, Func<double, double> value) =>
        Sample(
            name,
            x => loss(x[0][0], x[0][1]),
            [Of([2, 3, 2], 1, 2, 3, -1, -2, -3, 0.75, -1, 2.2, -4, 0.1, -2.75)],
            x => reduce([.. Enumerable.Range(0, 6).Select(i => value(x[0][i] - x[0][6 + i]))]));
}
