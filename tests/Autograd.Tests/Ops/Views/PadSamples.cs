using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Views;

public sealed class PadSamples : OperationSamples<PadOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Around("vector", [3], 0, (2, 1));
        yield return Around("matrix", [2, 3], 0, (1, 0), (2, 3));
        yield return Around("last axis of 3-d", [2, 2, 3], 0, (1, 2));
        yield return Around("images", [1, 2, 3, 2], 0, (1, 1), (2, 1));
        yield return Around("5-d", [2, 1, 2, 1, 2], 0, (1, 0), (0, 1), (0, 0), (1, 1), (1, 0));
        yield return Around("tail 37", [30], 0, (3, 4));
        yield return Around("another value", [2, 3], -1.5, (1, 1), (0, 2));
        yield return Around("cropped on one side", [3, 5], 0, (-1, 2), (1, -2));
        yield return CroppedToNothing("cropped to nothing, then padded", 4, 2, (1, 2));
        yield return Around("no element", [0, 2], 3, (2, 1), (1, 0));
        yield return Around("to no element", [2, 0], 0, (1, 1), (0, 0));
        yield return Around("wider than a thread's share", [3, 23000], 0, (1, 0), (5, 7));
        yield return Sample("0-d, which has no axis", x => x[0].Pad([]) * 2, [Scalar(1.5)], x => [2 * x[0][0]]) with { IsLinear = true, Notes = "nothing to pad" };
        yield return Sample("of a transpose", x => x[0].T.Pad([(1, 0), (0, 1)]), [Spread([2, 3])], x => Naive(x[0], [2, 3], [4, 3], c => c[0] >= 1 && c[1] < 2 ? [c[1], c[0] - 1] : null, 0)) with { IsLinear = true };
        yield return Sample("of a broadcast", x => x[0].Expand([2, 2]).Pad([(1, 1)]), [Spread([2])], x => [0, .. x[0], 0, 0, .. x[0], 0]) with { IsLinear = true };
        yield return Sample("one axis by name", x => x[0].Pad(-2, 1, 0, 4), [Spread([2, 2])], x => [4, 4, .. x[0]]);
        yield return Sample("squared after", x => x[0].Pad([(1, 2)], 3).Pow(2), [Spread([2])], x => [9, x[0][0] * x[0][0], x[0][1] * x[0][1], 9, 9]);
        yield return Sample("int64", x => x[0].Pad([(1, 1)], -7), [Indices([2], 4, 5)], _ => [-7, 4, 5, -7]) with { SmoothOrder = 0 };
        yield return Sample("infinite value", x => x[0].Pad([(0, 1)], double.NegativeInfinity), [Spread([2])], x => [.. x[0], double.NegativeInfinity])
            with
        { SmoothOrder = 0, GradientReference = _ => [[1, 1]] };
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>("too many pairs", () => Variable.Ones([3]).Pad([(1, 1), (0, 0)]), "pad: 2 pairs for shape [3]; give at most 1, the last for the last axis");
        yield return Error<ArgumentException>("more than there is", () => Variable.Ones([3]).Pad([(-2, -2)]), "pad: (-2, -2) takes more than axis 0 of [3] has; take away at most 3");
        yield return Error<ArgumentException>("too long", () => Variable.Ones([3]).Pad([(int.MaxValue, 1)]), "pad: (2147483647, 1) makes axis 0 of [3] too long; axes have at most 2147483647 places");
        yield return Error<ArgumentException>("a fraction among integers", () => Variable.From([1, 2]).Pad([(1, 1)], 0.5), "pad: the number 0.5 is no int32; cast the Variable first, x.To(DType.Float32)");
        yield return Error<ArgumentException>("no such axis", () => Variable.Ones([3]).Pad(1, 1, 1), "pad: there is no axis 1 in a Variable of 1 axes; use -1 to 0");
    }

    private static double[] Naive(double[] x, Shape from, Shape to, Func<int[], int[]?> source, double value)
    {
        var y = new double[to.Count];
        for (var i = 0; i < y.Length; i++)
            y[i] = source(Ops.Naive.Coordinates(i, to)) is { } place ? x[Ops.Naive.Place(place, from)] : value;
        return y;
    }

    private OperationSample CroppedToNothing(string name, int length, double value, (int Before, int Behind) amounts) => Sample(
        name, x => x[0].Pad([(-1, 1 - length)]).Pad([amounts], value), [Spread([length])], _ => [.. Enumerable.Repeat(value, amounts.Before + amounts.Behind)]);

    private OperationSample Around(string name, Shape shape, double value, params (int Before, int Behind)[] amounts)
    {
        var skipped = shape.Rank - amounts.Length;
        (int Before, int Behind)[] all = [.. Enumerable.Repeat((0, 0), skipped), .. amounts];
        var to = Shape.Create([.. all.Select((pair, axis) => pair.Before + shape[axis] + pair.Behind)]);
        return Sample(name, x => x[0].Pad(amounts, value), [Spread(shape)], x => Naive(x[0], shape, to, c =>
        {
            int[] place = [.. c.Select((at, axis) => at - all[axis].Before)];
            return place.Zip(shape).All(pair => pair.First >= 0 && pair.First < pair.Second) ? place : null;
        }, value)) with
        { IsLinear = value == 0 };
    }
}
