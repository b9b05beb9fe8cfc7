namespace Autograd.Tests.WrongUses;

/// <summary>Mistakes with softmax, reductions and losses.</summary>
internal sealed class ReductionsWrongUses : IWrongUses
{
    public string Heading => "Reductions and losses";

    public IReadOnlyList<WrongUse> Uses(Variable x, Variable d, Variable i, Variable images) =>
    [
        WrongUse.Of<ArgumentException>(() => x.Softmax(2), "softmax: there is no axis 2 in a Variable of 2 axes; use -2 to 1"),
        WrongUse.Of<ArgumentException>(() => i.LogSoftmax(), "log_softmax: elements are int64; cast first, x.To(DType.Float32)"),
        WrongUse.Of<ArgumentException>(() => i.Std(), "std: elements are int64; cast first, x.To(DType.Float32)"),
        WrongUse.Of<ArgumentException>(() => x.Var([0], correction: double.NaN), "var: the correction is NaN; use a number, 1 or 0"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Zeros([3, 0]).ArgMax(1), "argmax: shape [3, 0] has no element along axis 1; give at least one to choose from"),
        WrongUse.Of<ArgumentException>(() => Variable.Zeros([0]).ArgMin(), "argmin: shape [0] has no element; give at least one to choose from"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Zeros([4]).MseLoss(Variable.Zeros([4, 1])),
            "mse_loss: the prediction has shape [4], the target [4, 1]; make them equal, with Reshape, Unsqueeze or Expand"),
        WrongUse.Of<ArgumentException>(
            () => x.MseLoss(d), "mse_loss: operands are float32 and float64; cast one of them, x.To(DType.Float64) or x.To(DType.Float32)"),
        WrongUse.Of<ArgumentException>(() => x.Norm(double.NaN), "norm: p is NaN; use a number, or ±∞ for the largest or smallest"),
        WrongUse.Of<ArgumentException>(() => x.CumSum(2), "cumsum: there is no axis 2 in a Variable of 2 axes; use -2 to 1"),
        WrongUse.Of<ArgumentException>(() => x.HuberLoss(x, delta: 0), "huber_loss: delta is 0; use a number above 0"),
        WrongUse.Of<ArgumentException>(
            () => x.BceWithLogitsLoss(x, positiveWeight: Variable.Ones([2])),
            "bce_with_logits_loss: the prediction has shape [2, 3], the weight [2]; give one that broadcasts to the prediction's"),
        WrongUse.Of<ArgumentException>(
            () => x.LogSoftmax().NllLoss(Variable.From([0L, 3L])), "nll_loss: the target 3 is none of 3 classes; use 0 to 2, or -100 to ignore a row"),
        WrongUse.Of<ArgumentException>(
            () => x.Sum().KlDivLoss(x.Sum(), LossReduction.BatchMean), "kl_div_loss: a scalar has no batch to take the mean over; use LossReduction.Mean"),
        WrongUse.Of<ArgumentException>(() => x.GaussianNllLoss(x, x, epsilon: 0), "gaussian_nll_loss: epsilon is 0; use a number above 0"),
    ];
}
