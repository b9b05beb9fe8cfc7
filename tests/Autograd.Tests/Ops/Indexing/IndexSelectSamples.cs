using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Indexing;

public sealed class IndexSelectSamples : OperationSamples<IndexSelectOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return At("vector", [5], 0, 4, 0, 2);
        yield return At("tail 37", [7], 0, [.. Enumerable.Range(0, 37).Select(i => i * 5 % 7)]);
        yield return At("rows", [4, 3], 0, 3, 0, 3, 1);
        yield return At("columns", [3, 4], -1, 2, 2, 0);
        yield return At("middle axis", [2, 3, 2], 1, 2, 0, 1, 2);
        yield return At("nothing", [3, 2], 0);
        yield return At("from axes without elements", [3, 0], 0, 1, 1);
        yield return At("wider than a thread's share", [11, 3000], 0, [.. Enumerable.Range(0, 23).Select(i => i * 5 % 11)]);
        yield return Sample("of a broadcast", x => x[0].Expand([3, 2]).IndexSelect(0, x[1]), [Spread([2]), Indices([2], 2, 0)], x => [.. x[0], .. x[0]]) with { IsLinear = true };
        yield return Sample("of a transpose", x => x[0].T.IndexSelect(0, x[1]), [Spread([2, 3]), Indices([2], 2, 0)], x => [x[0][2], x[0][5], x[0][0], x[0][3]]) with { IsLinear = true };
        yield return Sample("squared after", x => x[0].IndexSelect(0, x[1]).Pow(2), [Spread([3]), Indices([4], 0, 2, 2, 1)], x => [.. x[1].Select(i => x[0][(int)i] * x[0][(int)i])]);
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>(
            "out of range", () => Variable.Ones([3]).IndexSelect(0, Variable.From([3L])), "index_select: the index 3 is outside an axis of length 3; use 0 to 2");
        yield return Error<ArgumentException>(
            "a matrix of indices", () => Variable.Ones([3]).IndexSelect(0, Variable.Ones([1, 1], DType.Int64)), "index_select: the index has shape [1, 1]; give a one-dimensional list, or use Gather");
    }

    private OperationSample At(string name, Shape shape, int axis, params int[] index)
    {
        var along = axis < 0 ? axis + shape.Rank : axis;
        var to = Shape.Create([.. shape.Lengths.ToArray().Select((whole, i) => i == along ? index.Length : whole)]);
        return Sample(name, x => x[0].IndexSelect(axis, x[1]), [Spread(shape), Indices([index.Length], index)], x => Naive.Pick(x[0], shape, to, c => [.. c.Select((place, i) => i == along ? (int)x[1][place] : place)]))
            with
        { IsLinear = true };
    }
}
