using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Views;

public sealed class DiagonalSamples : OperationSamples<DiagonalOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Of("square", [3, 3]);
        yield return Of("square, above", [3, 3], 1);
        yield return Of("wide, above", [3, 5], 2);
        yield return Of("tall, below", [5, 3], -1);
        yield return Of("tail 37", [37, 40], 1);
        yield return Of("batch", [2, 2, 3, 4], -1);
        yield return Of("first axes", [3, 4, 2], 1, 0, 1);
        yield return Of("outer axes, the other way round", [3, 2, 4], 1, -1, 0);
        yield return Of("the last place", [2, 3], 2);
        yield return Of("outside", [2, 3], 3);
        yield return Of("far outside", [2, 3], int.MinValue);
        yield return Of("no element", [0, 3]);
        yield return Of("wider than a thread's share", [300, 260], -3);
        yield return Sample("of a transpose", x => x[0].T.Diagonal(1), [Spread([2, 3])], x => [x[0][3]]) with { IsLinear = true };
        yield return Sample("of a broadcast", x => x[0].Expand([2, 3]).Diagonal(), [Spread([3])], x => x[0][..2]) with { IsLinear = true };
        yield return Sample("the trace, squared", x => x[0].Diagonal().Sum().Pow(2), [Spread([3, 3])], x => [(x[0][0] + x[0][4] + x[0][8]) * (x[0][0] + x[0][4] + x[0][8])]);
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>("one axis twice", () => Variable.Ones([2, 3]).Diagonal(0, 1, -1), "diagonal: axes 1 and -1 of [2, 3] are the same; name two");
        yield return Error<ArgumentException>("a vector", () => Variable.Ones([3]).Diagonal(), "diagonal: there is no axis -2 in a Variable of 1 axes; use -1 to 0");
    }

    private OperationSample Of(string name, Shape shape, int offset = 0, int first = -2, int second = -1)
    {
        var (one, other) = (first < 0 ? first + shape.Rank : first, second < 0 ? second + shape.Rank : second);
        int[] rest = [.. Enumerable.Range(0, shape.Rank).Where(axis => axis != one && axis != other)];
        long length = Math.Min(shape[one] - Math.Max(0L, -(long)offset), shape[other] - Math.Max(0L, offset));
        var to = Shape.Create([.. rest.Select(axis => shape[axis]), (int)Math.Max(0, length)]);
        return Sample(name, x => x[0].Diagonal(offset, first, second), [Spread(shape)], x => Naive.Pick(x[0], shape, to, c => [.. Enumerable.Range(0, shape.Rank).Select(axis =>
            axis == one ? c[^1] + Math.Max(0, -offset) : axis == other ? c[^1] + Math.Max(0, offset) : c[Array.IndexOf(rest, axis)])])) with
        { IsLinear = true };
    }
}
