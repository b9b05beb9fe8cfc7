using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Reductions;

public sealed class CumSumSamples : OperationSamples<CumSumOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        foreach (var reverse in (bool[])[false, true])
        {
            var from = reverse ? " from the end" : string.Empty;
            yield return Along($"tail 37{from}", Spread([37]), 0, reverse);
            yield return Along($"one element{from}", Spread([1]), 0, reverse);
            yield return Along($"last axis{from}", Spread([4, 7]), -1, reverse);
            yield return Along($"square{from}", Spread([3, 3]), 1, reverse);
            yield return Along($"first axis{from}", Spread([4, 7]), 0, reverse);
            yield return Along($"middle axis{from}", Spread([2, 5, 3]), 1, reverse);
            yield return Along($"more columns than a tile{from}", Spread([3, 150]), 0, reverse);
            yield return Along($"no row{from}", Spread([0, 3]), 1, reverse);
            yield return Along($"no element{from}", Spread([3, 0]), 1, reverse);
            yield return Along($"many rows{from}", Spread([700, 90]), 1, reverse);
            yield return Along($"int64{from}", Indices([2, 3], 1, 2, 3, -4, 5, 6), 1, reverse);
        }

        yield return Along("axes of length 1", Spread([1, 3, 1]), 2, false);
        yield return Along("bools count", Booleans([4], true, false, true, true), 0, false);
        yield return Along("cancellation", Of([4], 1e4, 1, -1e4, 2), 0, false);
        yield return Sample("of a broadcast", x => x[0].Expand([3, 4]).CumSum(0), [Spread([4])], x => [.. x[0], .. x[0].Select(v => v + v), .. x[0].Select(v => v + v + v)]) with { IsLinear = true };
        yield return Along("special values", Of([3, 3], 1, double.NaN, 2, double.PositiveInfinity, 1, 2, double.PositiveInfinity, double.NegativeInfinity, 1), 1, false) with { SmoothOrder = 0 };
        yield return Sample(
            "a NaN that does not count", x => x[0].CumSum(0).Slice(0, 0, 2), [Of([3], 1, 2, double.NaN)], _ => [1, 3]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[2, 1, 0]],
        };
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>(
            "an axis there is not", () => Variable.Ones([2, 3]).CumSum(2), "cumsum: there is no axis 2 in a Variable of 2 axes; use -2 to 1");
        yield return Error<ArgumentException>(
            "a scalar", () => Variable.Ones(Shape.Scalar).CumSum(0), "cumsum: there is no axis 0 in a Variable of 0 axes; a scalar has none, name no axis");
    }

    private OperationSample Along(string name, SampleInput input, int axis, bool reverse) =>
        Sample(name, x => x[0].CumSum(axis, reverse), [input], x => Sums(x[0], input.Shape, axis < 0 ? axis + input.Shape.Rank : axis, reverse)) with { IsLinear = true };

    private static double[] Sums(double[] x, Shape shape, int axis, bool reverse)
    {
        var y = new double[x.Length];
        for (var i = 0; i < y.Length; i++)
        {
            var place = Naive.Coordinates(i, shape);
            var (first, last) = reverse ? (place[axis], shape[axis] - 1) : (0, place[axis]);
            y[i] = Naive.Sum([.. Enumerable.Range(first, last - first + 1).Select(k => x[Naive.Place([.. place.Select((at, other) => other == axis ? k : at)], shape)])]);
        }

        return y;
    }
}
