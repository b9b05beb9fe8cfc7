namespace Autograd.Tests.WrongUses;

/// <summary>Elementwise functions.</summary>
internal sealed class ElementwiseWrongUses : IWrongUses
{
    public string Heading => "Elementwise functions";

    public IReadOnlyList<WrongUse> Uses(Variable x, Variable d, Variable i, Variable images) =>
    [
        WrongUse.Of<ArgumentException>(() => x.Clamp(), "clamp: there is neither a minimum nor a maximum; give one of them, or both"),
        WrongUse.Of<ArgumentException>(() => i.Clamp(0.5, 2), "clamp: the number 0.5 is no int64; cast the Variable first, x.To(DType.Float32)"),
        WrongUse.Of<ArgumentException>(
            () => x.Clamp(Variable.Zeros([4]), Variable.Ones([1])),
            "clamp: shapes [2, 3] and [4] do not broadcast, axis −1 is 3 against 4; make the lengths equal or one of them 1"),
        WrongUse.Of<ArgumentException>(() => x.Softplus(beta: 0), "softplus: β is 0; use a number other than 0, usually above it"),
        WrongUse.Of<ArgumentException>(() => x.Gelu((GeluForm)7), "gelu: there is no form 7; use GeluForm.Erf or GeluForm.Tanh"),
        WrongUse.Of<ArgumentException>(() => i.Gelu(), "gelu: elements are int64; cast first, x.To(DType.Float32)"),
        WrongUse.Of<ArgumentException>(() => i % 2, "remainder: elements are int64; cast first, x.To(DType.Float32)"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Lerp(x, d, 0.5), "lerp: operands are float32 and float64; cast one of them, x.To(DType.Float64) or x.To(DType.Float32)"),
        WrongUse.Of<ArgumentException>(() => Variable.LogAddExp(i, i), "logaddexp: elements are int64; cast first, x.To(DType.Float32)"),
    ];
}
