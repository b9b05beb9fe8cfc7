using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Ops.Views;

public sealed class SliceScatterSamples : OperationSamples<SliceScatterOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Into("of a vector", [9], 0, 2, 5);
        yield return Into("tail 37", [40], 0, 3, 37);
        yield return Into("rows", [4, 3], 0, 1, 2);
        yield return Into("columns", [4, 5], 1, 1, 3);
        yield return Into("middle axis of 3-d", [2, 4, 3], 1, 2, 2);
        yield return Into("steps", [10], 0, 1, 3, 3);
        yield return Into("no place", [4, 3], 0, 4, 0);
        yield return Into("of no element", [0, 4], 1, 1, 2);
        yield return Into("wider than a thread's share", [3, 23002], 1, 1, 23000);
        yield return Sample("of a broadcast", x => Scatter(x[0].Expand([3, 2]), [3, 4], 1, 1, 2, 1), [Spread([2])], x => [0, x[0][0], x[0][1], 0, 0, x[0][0], x[0][1], 0, 0, x[0][0], x[0][1], 0])
            with
        { IsLinear = true };
    }

    private static Variable Scatter(Variable x, Shape whole, int axis, int start, int length, int step) =>
        Autograd.Ops.Operation.Apply(new SliceScatterOp(SliceOp.Get(axis, start, length, step), whole), x);

    private OperationSample Into(string name, Shape whole, int axis, int start, int length, int step = 1)
    {
        var part = Shape.Create([.. whole.Lengths.ToArray().Select((all, i) => i == axis ? length : all)]);
        return Sample(name, x => Scatter(x[0], whole, axis, start, length, step), [Spread(part)], x =>
        {
            var y = new double[whole.Count];
            for (var i = 0; i < x[0].Length; i++)
            {
                var coordinates = Naive.Coordinates(i, part);
                coordinates[axis] = start + (coordinates[axis] * step);
                y[Naive.Place(coordinates, whole)] = x[0][i];
            }

            return y;
        }) with
        { IsLinear = true };
    }
}
