namespace Autograd.Tests.WrongUses;

/// <summary>Wrong uses of shape operations, masks and embeddings.</summary>
internal sealed class ShapeWrongUses : IWrongUses
{
    public string Heading => "Padding, diagonals, masks and embeddings";

    public IReadOnlyList<WrongUse> Uses(Variable x, Variable d, Variable i, Variable images) =>
    [
        WrongUse.Of<ArgumentException>(
            () => x.Flatten(1, 0),
            "flatten: axis 0 of [2, 3] comes before axis 1; name the outer axis first"),
        WrongUse.Of<ArgumentException>(
            () => x.Pad([(0, 0), (-2, -2)]),
            "pad: (-2, -2) takes more than axis 1 of [2, 3] has; take away at most 3"),
        WrongUse.Of<ArgumentException>(
            () => i.Pad([(1, 1)], 0.5),
            "pad: the number 0.5 is no int64; cast the Variable first, x.To(DType.Float32)"),
        WrongUse.Of<ArgumentException>(
            () => x.Flip(2),
            "flip: there is no axis 2 in a Variable of 2 axes; use -2 to 1"),
        WrongUse.Of<ArgumentException>(
            () => x.Tile(-1),
            "tile: the count -1 is negative; use counts of 0 or more"),
        WrongUse.Of<ArgumentException>(
            () => i.Tril(),
            "tril: the input has shape [2]; give a matrix or a batch of matrices, […, rows, columns]"),
        WrongUse.Of<ArgumentException>(
            () => x.Diagonal(0, 1, -1),
            "diagonal: axes 1 and -1 of [2, 3] are the same; name two"),
        WrongUse.Of<ArgumentException>(
            () => Variable.From(1f).DiagonalEmbed(),
            "diagonal_embed: the input is a scalar; give at least one axis, x.Unsqueeze(0)"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Stack(0, x, images),
            "stack: shapes [2, 3] and [1, 4, 8, 8] differ; make them equal, or use Concat"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Stack(0, x, d),
            "stack: parts are float32 and float64; cast them to one type"),
        WrongUse.Of<ArgumentException>(
            () => Variable.Stack(3, x, x),
            "stack: there is no axis 3 in a Variable of 3 axes; use -3 to 2"),
        WrongUse.Of<ArgumentException>(
            () => x.MaskedFill(x, 0),
            "masked_fill: the mask is float32; compare to get a bool, x > 0"),
        WrongUse.Of<ArgumentException>(
            () => x.MaskedFill(x > 1, x),
            "masked_fill: the value has shape [2, 3]; give a scalar, or use Where"),
        WrongUse.Of<ArgumentException>(
            () => x.Embedding(Variable.From([0L, 2L])),
            "embedding: the index 2 is outside an axis of length 2; use 0 to 1"),
        WrongUse.Of<ArgumentException>(
            () => x.Embedding(i, paddingIndex: 2),
            "embedding: the padding index 2 is none of 2 rows; use -2 to 1"),
        WrongUse.Of<ArgumentException>(
            () => images.MaxPool2d((2, 1), padding: (1, 0), dilation: (9, 1)),
            "maxpool2d: window 0 along the height of 8 lies in the padding of 1 alone; use a smaller padding or dilation"),
    ];
}
