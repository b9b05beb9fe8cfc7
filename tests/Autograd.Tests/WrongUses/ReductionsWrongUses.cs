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
    ];
}
