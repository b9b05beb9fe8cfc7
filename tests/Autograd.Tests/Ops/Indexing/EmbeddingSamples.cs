using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Indexing;

public sealed class EmbeddingSamples : OperationSamples<EmbeddingOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Rows("sequence", 4, 3, [5], 1, 0, 3, 1, 1);
        yield return Rows("batch of sequences", 5, 2, [2, 3], 4, 0, 4, 2, 2, 1);
        yield return Rows("square batch", 4, 2, [2, 2], 3, 1, 0, 2);
        yield return Rows("one row, 0-d", 3, 4, Shape.Scalar, 2);
        yield return Rows("tail 37", 4, 37, [3], 3, 0, 3);
        yield return Rows("one feature", 6, 1, [4], 5, 5, 0, 2);
        yield return Rows("no index", 3, 2, [2, 0]);
        yield return Rows("no feature", 3, 0, [2], 1, 2);
        yield return Rows("no row and no index", 0, 2, [0]);
        yield return Rows("wider than a thread's share", 11, 70, [3, 340], [.. Enumerable.Range(0, 1020).Select(i => i * 7 % 11)]);
        yield return Sample("int32 indices", x => x[0].Embedding(x[1]), [Spread([3, 2]), Indices([2], 2, 0) with { DType = DType.Int32 }], x => [x[0][4], x[0][5], x[0][0], x[0][1]]) with { IsLinear = true };
        yield return Sample("of a transpose", x => x[0].T.Embedding(x[1]), [Spread([2, 3]), Indices([2], 2, 0)], x => [x[0][2], x[0][5], x[0][0], x[0][3]]) with { IsLinear = true };
        yield return Sample("of a broadcast", x => x[0].Expand([3, 2]).Embedding(x[1]), [Spread([2]), Indices([2], 2, 0)], x => [.. x[0], .. x[0]]) with { IsLinear = true };
        yield return Sample("squared after", x => x[0].Embedding(x[1]).Pow(2), [Spread([3, 2]), Indices([3], 1, 1, 2)], x => [.. new[] { 2, 3, 2, 3, 4, 5 }.Select(i => x[0][i] * x[0][i])]);
        yield return Sample("a padding row that is not named", x => x[0].Embedding(x[1], 1).Pow(2), [Spread([3, 2]), Indices([3], 0, 2, 0)], x => [.. new[] { 0, 1, 4, 5, 0, 1 }.Select(i => x[0][i] * x[0][i])]);
        yield return Padded("a padding row", 1);
        yield return Padded("a padding row from the end", -2);
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        var table = Variable.Ones([3, 2]);
        yield return Error<ArgumentException>("out of range", () => table.Embedding(Variable.From([0L, 3L])), "embedding: the index 3 is outside an axis of length 3; use 0 to 2");
        yield return Error<ArgumentException>("floats", () => table.Embedding(table), "embedding: the indices are float32; give int64 or int32");
        yield return Error<ArgumentException>("a vector", () => Variable.Ones([3]).Embedding(Variable.From([0L])), "embedding: the table has shape [3]; give [rows, features]");
        yield return Error<ArgumentException>("no such padding row", () => table.Embedding(Variable.From([0L]), 3), "embedding: the padding index 3 is none of 3 rows; use -3 to 2");
    }

    private OperationSample Rows(string name, int rows, int features, Shape shape, params int[] indices) =>
        Sample(name, x => x[0].Embedding(x[1]), [Spread([rows, features]), Indices(shape, indices)], x => [.. indices.SelectMany(row => x[0][(row * features)..((row + 1) * features)])])
            with
        { IsLinear = true };

    /// <summary>The value depends on the padding row, and its derivative is defined as 0: differences know better.</summary>
    private OperationSample Padded(string name, int padding) =>
        Sample(name, x => x[0].Embedding(x[1], padding), [Spread([3, 2]), Indices([2, 2], 0, 1, 2, 1)], x => [x[0][0], x[0][1], x[0][2], x[0][3], x[0][4], x[0][5], x[0][2], x[0][3]]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[1, 1, 0, 0, 1, 1]],
        };
}
