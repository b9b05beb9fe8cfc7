using Autograd.GradientChecking;
using Autograd.Tests.Table;

namespace Autograd.Tests.Ops.Views;

public sealed class TileSamples : MethodSamples
{
    public override string Method => "tile";

    public override Type Operation => typeof(ExpandOp);

    public override IEnumerable<OperationSample> Samples()
    {
        yield return Times("vector", [3], 2);
        yield return Times("matrix", [2, 3], 2, 3);
        yield return Times("last axis only", [2, 3], 2);
        yield return Times("a new first axis", [3], 2, 2);
        yield return Times("two new axes", [2], 2, 1, 3);
        yield return Times("0-d", Shape.Scalar, 3);
        yield return Times("axes of length 1", [1, 2, 1], 3, 1, 2);
        yield return Times("tail 37", [37], 3);
        yield return Times("once", [2, 2], 1, 1);
        yield return Times("no time", [2, 3], 0, 2);
        yield return Times("no element", [0, 3], 2, 2);
        yield return Times("wider than a thread's share", [3, 200], 9, 13);
        yield return Sample("of a transpose", x => x[0].T.Tile(1, 2), [Spread([2, 3])], x => Naive.Pick(x[0], [2, 3], [3, 4], c => [c[1] % 2, c[0]])) with { IsLinear = true };
        yield return Sample("of a broadcast", x => x[0].Expand([2, 2]).Tile(2), [Spread([2])], x => [.. x[0], .. x[0], .. x[0], .. x[0]]) with { IsLinear = true };
        yield return Sample("times numbers", x => x[0].Tile(2).Pow(2), [Spread([2])], x => [.. x[0].Select(v => v * v), .. x[0].Select(v => v * v)]);
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>("a negative count", () => Variable.Ones([3]).Tile(-1), "tile: the count -1 is negative; use counts of 0 or more");
        yield return Error<ArgumentException>("too many", () => Variable.Ones([3]).Tile(int.MaxValue), "tile: 2147483647 times axis 0 of [3] are 6442450941 places; axes have at most 2147483647");
    }

    private OperationSample Times(string name, Shape shape, params int[] counts)
    {
        var rank = Math.Max(shape.Rank, counts.Length);
        var (skipped, added) = (rank - counts.Length, rank - shape.Rank);
        var to = Shape.Create([.. Enumerable.Range(0, rank).Select(axis => (axis < skipped ? 1 : counts[axis - skipped]) * (axis < added ? 1 : shape[axis - added]))]);
        return Sample(name, x => x[0].Tile(counts) * 1, [Spread(shape)], x => Naive.Pick(x[0], shape, to, c => [.. shape.Select((length, axis) => c[axis + added] % length)])) with { IsLinear = true };
    }
}
