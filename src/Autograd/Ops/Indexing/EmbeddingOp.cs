using Autograd.Ops;

namespace Autograd;

/// <content>Embeddings.</content>
public sealed partial class Variable
{
    /// <summary>Rows of this table by their numbers: y[…, d] = table[indices[…], d].</summary>
    /// <remarks>
    /// A row's gradient is the sum of dy over all places that name it, added in row-major order, so the bits are always the same. The
    /// padding row is looked up like any other, and gets no gradient: its derivative is defined as 0, forwards too.
    /// </remarks>
    /// <param name="indices">Rows' numbers, int64 or int32, of any shape.</param>
    /// <param name="paddingIndex">The row that is not trained, or null for none; negative ones count from the end.</param>
    /// <returns>Of the indices' shape and one more axis, the table's second.</returns>
    /// <exception cref="ArgumentException">The table is no matrix, or an index is no integer or out of range.</exception>
    public Variable Embedding(Variable indices, int? paddingIndex = null)
    {
        ArgumentNullException.ThrowIfNull(indices);
        ThrowIfReleased("embedding");
        indices.ThrowIfReleased("embedding");
        if (Rank != 2)
            throw Errors.Argument("embedding", $"the table has shape {Shape}", "give [rows, features]");
        if (paddingIndex is { } padding && (padding < -Shape[0] || padding >= Shape[0]))
            throw Errors.Argument("embedding", $"the padding index {padding} is none of {Shape[0]} rows", $"use {-Shape[0]} to {Shape[0] - 1}");
        var places = Indices.Prepare("embedding", indices, Shape[0]);
        return Operation.Apply(EmbeddingOp.Get(paddingIndex < 0 ? paddingIndex + Shape[0] : paddingIndex), this, places);
    }
}

/// <summary>Rows of a table by number. Linear in the table: dy's rows are added where they came from, but for the padding row.</summary>
public sealed class EmbeddingOp : Operation
{
    private const int None = -1;

    private static readonly OperationCache<int, EmbeddingOp> Cache = new(padding => new EmbeddingOp(padding));

    private readonly int _padding;

    private EmbeddingOp(int padding) => _padding = padding;

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) => Saves.Second;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var table = context[0].IsContiguous ? context[0] : context[0].CopyContiguous();
        var y = context.Allocate(ResultShape(table.Shape, context[1].Shape), table.DType);
        context.Backend.IndexSelect(table.View, context[1].View, y.View, 1, table.Shape[1]);
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var table = context.InputShape(0);
        var places = context.Input(1);
        var rows = Trained(context.Cotangent, places).Reshape(Shape.Create([checked((int)places.Count), table[1]]));
        sink.Add(0, Apply(IndexAddOp.Get(0, table[0]), rows, places.Reshape(Shape.Create([(int)places.Count]))));
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        if (context.Tangent(0) is { } tangent)
            context.SetTangent(Trained(Apply(Get(null), tangent, context.Input(1)), context.Input(1)));
    }

    internal static EmbeddingOp Get(int? padding) => Cache.Get(padding ?? None);

    private static Shape ResultShape(Shape table, Shape indices)
    {
        Span<int> lengths = stackalloc int[indices.Rank + 1];
        indices.Lengths.CopyTo(lengths);
        lengths[^1] = table[1];
        return Shape.Create(lengths);
    }

    /// <summary>Rows with 0 in place of what belongs to the padding row.</summary>
    private Variable Trained(Variable rows, Variable places) =>
        _padding == None ? rows : Variable.Where(places.EqualTo(_padding).Unsqueeze(-1), 0, rows);
}
