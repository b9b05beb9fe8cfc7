using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Views;

public sealed class SliceSamples : OperationSamples<SliceOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Part("of a vector", [9], 0, 2, 5);
        yield return Part("tail 37", [40], 0, 3, 37);
        yield return Part("rows", [4, 3], 0, 1, 2);
        yield return Part("columns", [4, 5], 1, 1, 3);
        yield return Part("middle axis of 3-d", [2, 4, 3], 1, 2, 2);
        yield return Part("steps", [10], 0, 1, 3, 3);
        yield return Part("steps of columns", [3, 7], -1, 0, 4, 2);
        yield return Part("no place", [4, 3], 0, 4, 0);
        yield return Part("of no element", [0, 4], 1, 1, 2);
        yield return Part("wider than a thread's share", [3, 23002], 1, 1, 23000);
        yield return Sample("of a broadcast", x => x[0].Expand([3, 2]).Slice(0, 1, 2), [Spread([2])], x => [.. x[0], .. x[0]]) with { IsLinear = true };
        yield return Sample("one place, to 0-d", x => x[0][1], [Spread([3])], x => [x[0][1]]) with { IsLinear = true };
        yield return Sample("from the end", x => x[0][^1, 1..^1], [Spread([3, 4])], x => [x[0][9], x[0][10]]) with { IsLinear = true };
        yield return Sample("every second of every second", x => x[0][AxisIndex.Every(.., 2)][AxisIndex.Every(1.., 2)], [Spread([9])], x => [x[0][2], x[0][6]]) with { IsLinear = true };
        yield return Sample("overlapping parts", x => x[0][..4] * x[0][1..].Pow(2), [Spread([5])], x => [.. Enumerable.Range(0, 4).Select(i => x[0][i] * x[0][i + 1] * x[0][i + 1])]);
        yield return Sample("a loop over places", Loop, [Spread([4, 2])], x => [x[0][0] * x[0][2] * x[0][4] * x[0][6], x[0][1] * x[0][3] * x[0][5] * x[0][7]]);
        yield return Sample("part and whole", x => x[0] * x[0][1], [Spread([3])], x => Array.ConvertAll(x[0], v => v * x[0][1]));
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>(
            "beyond the end", () => Variable.Ones([4, 3]).Slice(1, 1, 3), "slice: 3 places from 1 by 1 do not lie in axis 1 of [4, 3]; stay within 0 to 2");
        yield return Error<ArgumentException>("step 0", () => Variable.Ones([4]).Slice(0, 0, 2, 0), "slice: the step is 0; use a step of 1 or more");
        yield return Error<ArgumentException>("too many indices", () => _ = Variable.Ones([4])[0, 0], "index: 2 indices for shape [4]; give at most 1");
        yield return Error<ArgumentException>("a place outside", () => _ = Variable.Ones([4])[4], "index: the place 4 is outside axis 0 of shape [4]; stay within 0 to 3");
        yield return Error<ArgumentException>("a negative place", () => _ = Variable.Ones([4])[-1], "index: the place -1 is negative; count from the end with ^1");
    }

    private static Variable Loop(Variable[] x)
    {
        var product = x[0][0];
        for (var i = 1; i < 4; i++)
            product *= x[0][i];
        return product;
    }

    private OperationSample Part(string name, Shape shape, int axis, int start, int length, int step = 1)
    {
        var along = axis < 0 ? axis + shape.Rank : axis;
        var to = Shape.Create([.. shape.Lengths.ToArray().Select((whole, i) => i == along ? length : whole)]);
        return Sample(name, x => x[0].Slice(axis, start, length, step), [Spread(shape)], x => Naive.Pick(x[0], shape, to, c => [.. c.Select((place, i) => i == along ? start + (place * step) : place)]))
            with
        { IsLinear = true };
    }
}
