namespace Autograd.Tests.WrongUses;

/// <summary>Wrong uses of Einstein's summation and of average pooling.</summary>
internal sealed class EinsumWrongUses : IWrongUses
{
    public string Heading => "Einsum and average pooling";

    public IReadOnlyList<WrongUse> Uses(Variable x, Variable d, Variable i, Variable images) =>
    [
        WrongUse.Of<ArgumentException>(
            () => Variable.Einsum("ij;jk", x, x),
            "einsum: ';' at index 2 of \"ij;jk\" means nothing there; write letters, '...', commas between operands and one '->'"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Einsum("ij->ik", x),
            "einsum: 'k' at index 5 of \"ij->ik\" is in no operand; take labels of the operands"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Einsum("ij->jj", x),
            "einsum: 'j' at index 5 of \"ij->jj\" stands twice in the result; name each label once behind '->'"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Einsum("ij,jk", x),
            "einsum: \"ij,jk\" is for 2 operands, 1 are given; give one for each term"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Einsum("i", x),
            "einsum: \"i\" does not fit operand 0 of [2, 3]; give each axis a letter, or write '...' for the others"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Einsum("ij,jk", x, x),
            "einsum: 'j' of \"ij,jk\" has length 3 and, in an operand of [2, 3], 2; make them equal"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Einsum("ij,ij", x, d),
            "einsum: operands are float32 and float64; cast one of them, x.To(DType.Float64) or x.To(DType.Float32)"),
        WrongUse.Of<ArgumentException>(
            () => x.AvgPool2d(2),
            "avgpool2d: the input has shape [2, 3]; give [batch, channels, height, width]"),
        WrongUse.Of<ArgumentException>(
            () => images.AvgPool2d(3, padding: 2),
            "avgpool2d: padding 2 is more than half of the window 3; pad half of the window at most, so that none lies in the padding alone"),
        WrongUse.Of<ArgumentException>(
            () => images.AvgPool2d(9),
            "avgpool2d: a window of 9 is larger than the input [1, 4, 8, 8] with padding 0; use a smaller window"),
        WrongUse.Of<ArgumentException>(
            () => images.AdaptiveAvgPool2d(0),
            "adaptive_avgpool2d: the output size is 0; ask for 1 window or more along each axis"),
    ];
}
