using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Indexing;

public sealed class ScatterAddSamples : OperationSamples<ScatterAddOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return At("vector", [3], 0, 5, 4, 0, 2);
        yield return At("tail 37", [37], 0, 7, [.. Enumerable.Range(0, 37).Select(i => i * 5 % 7)]);
        yield return At("repeats add up", [6], 0, 4, 1, 1, 3, 1, 0, 3);
        yield return At("first axis", [2, 3], 0, 4, 3, 0, 1, 0, 0, 2);
        yield return At("last axis", [3, 2], -1, 4, 3, 0, 1, 1, 2, 0);
        yield return At("middle axis", [2, 2, 2], 1, 3, 2, 0, 1, 1, 0, 2, 2, 2);
        yield return At("nothing", [2, 0], 1, 3);
        yield return At("wider than a thread's share", [3, 23000], 1, 40, [.. Enumerable.Range(0, 69000).Select(i => i * 7 % 40)]);
        yield return Sample("int32 indices", x => x[0].ScatterAdd(0, x[1], 3), [Spread([3]), Indices([3], 2, 0, 2) with { DType = DType.Int32 }], x => [x[0][1], 0, x[0][0] + x[0][2]]) with { IsLinear = true };
        yield return Sample("of a broadcast", x => x[0].Expand([3, 2]).ScatterAdd(0, x[1], 2), [Spread([2]), Indices([3, 2], 0, 0, 0, 0, 0, 1)], x => [3 * x[0][0], 2 * x[0][1], 0, x[0][1]])
            with
        { IsLinear = true };
        yield return Sample("squared after", x => x[0].ScatterAdd(0, x[1], 2).Pow(2), [Spread([3]), Indices([3], 0, 1, 0)], x => [(x[0][0] + x[0][2]) * (x[0][0] + x[0][2]), x[0][1] * x[0][1]]);
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>(
            "out of range", () => Variable.Ones([2]).ScatterAdd(0, Variable.From([0L, 3L]), 3), "scatter_add: the index 3 is outside an axis of length 3; use 0 to 2");
        yield return Error<ArgumentException>(
            "another shape", () => Variable.Ones([2]).ScatterAdd(0, Variable.From([0L]), 3), "scatter_add: the index has shape [1], the values [2]; name one place for each element");
        yield return Error<ArgumentException>("a negative length", () => Variable.Ones([1]).ScatterAdd(0, Variable.From([0L]), -1), "scatter_add: the length -1 is negative; use a length of 0 or more");
    }

    private OperationSample At(string name, Shape shape, int axis, int length, params int[] index)
    {
        var along = axis < 0 ? axis + shape.Rank : axis;
        var to = Shape.Create([.. shape.Lengths.ToArray().Select((whole, i) => i == along ? length : whole)]);
        return Sample(name, x => x[0].ScatterAdd(axis, x[1], length), [Spread(shape), Indices(shape, index)], x =>
        {
            var y = new double[to.Count];
            for (var i = 0; i < x[0].Length; i++)
            {
                var coordinates = Naive.Coordinates(i, shape);
                coordinates[along] = (int)x[1][i];
                y[Naive.Place(coordinates, to)] += x[0][i];
            }

            return y;
        }) with
        { IsLinear = true };
    }
}
