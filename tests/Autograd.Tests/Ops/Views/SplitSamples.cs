using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Views;

public sealed class SplitSamples : OperationSamples<SplitOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Cut("a vector", [7], 0, 3, 4);
        yield return Cut("tail 37", [40], 0, 3, 37);
        yield return Cut("rows", [4, 3], 0, 1, 3);
        yield return Cut("columns", [3, 5], -1, 2, 2, 1);
        yield return Cut("middle of 3-d", [2, 4, 3], 1, 1, 3);
        yield return Cut("an empty part", [4], 0, 4, 0);
        yield return Cut("of no element", [3, 0], 0, 1, 2);
        yield return Cut("one part", [4, 2], 0, 4);
        yield return Cut("wider than a thread's share", [3, 23000], 1, 11000, 12000);
        yield return Sample("only one part used", x => x[0].Split(0, 2, 3)[1].Pow(2), [Spread([5])], x => [.. x[0][2..].Select(v => v * v)]);
        yield return Sample("parts multiplied", x => x[0].Chunk(0, 2) is [var a, var b] ? a * b : x[0], [Spread([6])], x => [.. Enumerable.Range(0, 3).Select(i => x[0][i] * x[0][i + 3])]);
        yield return SampleOfMany("of a broadcast", x => x[0].Expand([3, 2]).Split(0, 1, 2), [Spread([2])], x => [.. x[0], .. x[0], .. x[0]]) with { IsLinear = true };
        yield return SampleOfMany("of a transpose", x => x[0].T.Split(0, 1, 2), [Spread([2, 3])], x => Naive.Pick(x[0], [2, 3], [3, 2], c => [c[1], c[0]])) with { IsLinear = true };
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>("another sum", () => Variable.Ones([5]).Split(0, 2, 2), "split: lengths [2, 2] sum to 4, axis 0 of [5] has 5; make them sum to the axis");
        yield return Error<ArgumentException>("no divisor", () => Variable.Ones([5]).Chunk(0, 2), "chunk: axis 0 of [5] does not divide into 2 equal stretches; choose a divisor of 5, or Split with lengths");
    }

    private OperationSample Cut(string name, Shape shape, int axis, params int[] lengths)
    {
        var along = axis < 0 ? axis + shape.Rank : axis;
        return SampleOfMany(name, x => x[0].Split(axis, lengths), [Spread(shape)], x =>
        {
            var y = new List<double>();
            var start = 0;
            foreach (var length in lengths)
            {
                var part = Shape.Create([.. shape.Lengths.ToArray().Select((whole, i) => i == along ? length : whole)]);
                var from = start;
                y.AddRange(Naive.Pick(x[0], shape, part, c => [.. c.Select((place, i) => i == along ? from + place : place)]));
                start += length;
            }

            return [.. y];
        }) with
        { IsLinear = true };
    }
}
