using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Indexing;

public sealed class GatherSamples : OperationSamples<GatherOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return At("vector", [5], 0, Indices([3], 4, 0, 2));
        yield return At("tail 37", [7], 0, Indices([37], [.. Enumerable.Range(0, 37).Select(i => i * 5 % 7)]));
        yield return At("repeats", [4], 0, Indices([6], 1, 1, 3, 1, 0, 3));
        yield return At("first axis", [4, 3], 0, Indices([2, 3], 3, 0, 1, 0, 0, 2));
        yield return At("last axis", [3, 4], -1, Indices([3, 2], 3, 0, 1, 1, 2, 0));
        yield return At("middle axis", [2, 3, 2], 1, Indices([2, 2, 2], 2, 0, 1, 1, 0, 2, 2, 2));
        yield return At("more than there are", [2, 2], 1, Indices([2, 5], 0, 1, 0, 1, 1, 1, 1, 0, 0, 0));
        yield return At("nothing", [2, 3], 1, Indices([2, 0]));
        yield return At("wider than a thread's share", [3, 40], 1, Indices([3, 23000], [.. Enumerable.Range(0, 69000).Select(i => i * 7 % 40)]));
        yield return At("int32 indices", [5], 0, Indices([3], 4, 0, 2) with { DType = DType.Int32 });
        yield return Sample("of a broadcast", x => x[0].Expand([3, 2]).Gather(0, x[1]), [Spread([2]), Indices([2, 2], 0, 1, 2, 0)], x => [.. x[0], .. x[0]]) with { IsLinear = true };
        yield return Sample("squared after", x => x[0].Gather(0, x[1]).Pow(2), [Spread([3]), Indices([4], 0, 2, 2, 1)], x => [.. x[1].Select(i => x[0][(int)i] * x[0][(int)i])]);
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>(
            "out of range", () => Variable.Ones([3]).Gather(0, Variable.From([0L, 3L])), "gather: the index 3 is outside an axis of length 3; use 0 to 2");
        yield return Error<ArgumentException>("negative", () => Variable.Ones([3]).Gather(0, Variable.From([-1L])), "gather: the index -1 is outside an axis of length 3; use 0 to 2");
        yield return Error<ArgumentException>(
            "another shape", () => Variable.Ones([2, 3]).Gather(1, Variable.From([0L])), "gather: the index has shape [1], the values [2, 3]; make them equal beside axis 1");
        yield return Error<ArgumentException>("float indices", () => Variable.Ones([3]).Gather(0, Variable.Ones([3])), "gather: the indices are float32; give int64 or int32");
    }

    private OperationSample At(string name, Shape shape, int axis, SampleInput index)
    {
        var along = axis < 0 ? axis + shape.Rank : axis;
        return Sample(name, x => x[0].Gather(axis, x[1]), [Spread(shape), index], x =>
        {
            var y = new double[index.Shape.Count];
            for (var i = 0; i < y.Length; i++)
            {
                var coordinates = Naive.Coordinates(i, index.Shape);
                coordinates[along] = (int)x[1][i];
                y[i] = x[0][Naive.Place(coordinates, shape)];
            }

            return y;
        }) with
        { IsLinear = true };
    }
}
