namespace Autograd.Ops;

/// <summary>Zeros with x on a diagonal: the transpose of <see cref="DiagonalOp"/>. Linear: dx is that diagonal of dy.</summary>
public sealed class DiagonalEmbedOp : Operation
{
    private static readonly OperationCache<(DiagonalOp Diagonal, int Rows, int Columns), DiagonalEmbedOp> Cache =
        new(key => new DiagonalEmbedOp(key.Diagonal, key.Rows, key.Columns));

    private readonly DiagonalOp _diagonal;
    private readonly int _rows;
    private readonly int _columns;

    private DiagonalEmbedOp(DiagonalOp diagonal, int rows, int columns)
    {
        _diagonal = diagonal;
        _rows = rows;
        _columns = columns;
    }

    /// <inheritdoc/>
    public override string Name => "diagonal_embed";

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0];
        Span<int> lengths = stackalloc int[x.Rank + 1];
        for (int axis = 0, from = 0; axis < lengths.Length; axis++)
            lengths[axis] = axis == _diagonal.First ? _rows : axis == _diagonal.Second ? _columns : x.Shape[from++];
        var y = context.Allocate(Shape.Create(lengths), x.DType);
        context.Backend.Fill(y.View, 0);
        context.Backend.Copy(x.View, _diagonal.ViewOf(y));
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) => sink.Add(0, Apply(_diagonal, context.Cotangent));

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);

    internal static DiagonalEmbedOp Get(DiagonalOp diagonal, int rows, int columns) => Cache.Get((diagonal, rows, columns));
}
