using Autograd.GradientChecking;
using Autograd.Tests.Ops.Elementwise;

namespace Autograd.Tests.Ops.Losses;

public sealed class GaussianNllSamples : BinarySamples<GaussianNllOp>
{
    protected override (double Low, double High, InputDomain Domain) First => (0.1, 4, InputDomain.Real);

    protected override (double Low, double High, InputDomain Domain) Second => (1.1, 3, InputDomain.Positive);

    public override IEnumerable<OperationErrorSample> Errors() =>
    [
        .. base.Errors(),
        Error<ArgumentException>(
            "shapes that broadcast",
            () => Variable.Ones([3]).GaussianNllLoss(Variable.Ones([3, 1]), Variable.Ones([3])),
            "gaussian_nll_loss: the prediction has shape [3], the target [3, 1]; make them equal, with Reshape, Unsqueeze or Expand"),
        Error<ArgumentException>(
            "variances too many",
            () => Variable.Ones([3]).GaussianNllLoss(Variable.Ones([3]), Variable.Ones([3, 1])),
            "gaussian_nll_loss: the prediction has shape [3], the variance [3, 1]; give one that broadcasts to the prediction's"),
        Error<ArgumentException>(
            "epsilon", () => Variable.Ones([3]).GaussianNllLoss(Variable.Ones([3]), Variable.Ones([3]), epsilon: 0), "gaussian_nll_loss: epsilon is 0; use a number above 0"),
    ];

    protected override Variable Call(Variable a, Variable b) => GaussianNllOp.Apply(a, b);

    protected override double Value(double a, double b) => 0.5 * (Math.Log(b) + (a / b));

    protected override IEnumerable<OperationSample> Corners()
    {
        var (x, t) = (Spread([3, 2]), Spread([3, 2], seed: 1));
        yield return Sample(
            "the loss",
            v => v[0].GaussianNllLoss(v[1], v[2], LossReduction.None),
            [x, t, Spread([3, 2], 1.1, 3, 2).On(InputDomain.Positive)],
            v => [.. v[0].Select((a, i) => Value((a - v[1][i]) * (a - v[1][i]), v[2][i]))]);
        yield return Sample(
            "the full loss's mean, a variance a row",
            v => v[0].GaussianNllLoss(v[1], v[2], full: true),
            [x, t, Of([3, 1], 1.2, 2, 3).On(InputDomain.Positive)],
            v => [Naive.Sum([.. v[0].Select((a, i) => Value((a - v[1][i]) * (a - v[1][i]), v[2][i / 2]) + (0.5 * Math.Log(2 * Math.PI)))]) / 6]);
        yield return Sample(
            "variances below ε",
            v => v[0].GaussianNllLoss(v[1], v[2], LossReduction.None, epsilon: 0.5),
            [Of([2], 1, 2).Constant(), Of([2], 2, 2).Constant(), Of([2], 0.125, -1)],
            _ => [(0.5 * Math.Log(0.5)) + 1, 0.5 * Math.Log(0.5)]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[-1, 1]],
        };
    }
}
