using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Views;

public sealed class PermuteSamples : OperationSamples<PermuteOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Order("matrix", [3, 5], 1, 0);
        yield return Order("tail 37", [37, 2], 1, 0);
        yield return Order("0-d", Shape.Scalar);
        yield return Order("1-d", [4], 0);
        yield return Order("no element", [0, 3, 2], 2, 0, 1);
        yield return Order("3-d cycle", [2, 3, 4], 2, 0, 1);
        yield return Order("5-d reversed", [2, 1, 3, 2, 2], 4, 3, 2, 1, 0);
        yield return Order("negative axes", [2, 3, 4], -1, -3, -2);
        yield return Order("unchanged", [2, 3], 0, 1);
        yield return Order("wider than a thread's share", [230, 310], 1, 0);
        yield return Sample("T of a batch", x => x[0].T, [Spread([2, 3, 4])], x => Naive.Pick(x[0], [2, 3, 4], [2, 4, 3], c => [c[0], c[2], c[1]])) with { IsLinear = true };
        yield return Sample("of a broadcast", x => x[0].Expand([2, 3]).T, [Spread([3])], x => Naive.Pick(x[0], [3], [3, 2], c => [c[0]])) with { IsLinear = true };
        yield return Sample("times itself", x => x[0] * x[0].T, [Spread([3, 3])], x => [.. x[0].Select((v, i) => v * x[0][(i % 3 * 3) + (i / 3)])]);
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>("an axis missing", () => Variable.Ones([2, 3]).Permute(0), "permute: 1 of 2 axes of [2, 3] are named; name each axis once");
        yield return Error<ArgumentException>("an axis twice", () => Variable.Ones([2, 3]).Permute(0, 0), "permute: axis 0 is named twice; name each axis once");
        yield return Error<ArgumentException>("a vector's transpose", () => _ = Variable.Ones([2]).T, "transpose: there is no axis -2 in a Variable of 1 axes; use -1 to 0");
    }

    private OperationSample Order(string name, Shape shape, params int[] axes)
    {
        int[] order = [.. axes.Select(axis => axis < 0 ? axis + shape.Rank : axis)];
        var to = Shape.Create([.. order.Select(axis => shape[axis])]);
        return Sample(name, x => x[0].Permute(axes), [Spread(shape)], x => Naive.Pick(x[0], shape, to, c => [.. Enumerable.Range(0, c.Length).Select(axis => c[Array.IndexOf(order, axis)])]))
            with
        { IsLinear = true };
    }
}
