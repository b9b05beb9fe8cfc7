using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Indexing;

public sealed class OneHotSamples : OperationSamples<OneHotOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Of("0-d", Shape.Scalar, 3, 1);
        yield return Of("vector", [4], 3, 2, 0, 1, 2);
        yield return Of("tail 37", [37], 5, [.. Enumerable.Range(0, 37).Select(i => i * 3 % 5)]);
        yield return Of("matrix", [2, 3], 4, 3, 0, 1, 2, 2, 0);
        yield return Of("one class", [3], 1, 0, 0, 0);
        yield return Of("nothing", [0], 3);
        yield return Of("no class and nothing", [0], 0);
        yield return Of("wider than a thread's share", [7000], 10, [.. Enumerable.Range(0, 7000).Select(i => i * 7 % 10)]);
        yield return Sample("int64", x => x[0].OneHot(2, DType.Int64), [Indices([3], 1, 0, 1)], _ => [0, 1, 1, 0, 0, 1]) with { SmoothOrder = 0 };
        yield return Sample("of a broadcast", x => x[0].Expand([2, 1]).OneHot(2, DType.Float64), [Indices([1], 1)], _ => [0, 1, 0, 1]) with { SmoothOrder = 0 };
        yield return Sample("as a factor", x => x[0].OneHot(3, x[1].DType) * x[1], [Indices([2], 2, 0), Spread([3])], x => [0, 0, x[1][2], x[1][0], 0, 0]);
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>("out of range", () => Variable.From([3L]).OneHot(3), "one_hot: the index 3 is outside an axis of length 3; use 0 to 2");
        yield return Error<ArgumentException>("floats", () => Variable.Ones([2]).OneHot(3), "one_hot: the indices are float32; give int64 or int32");
        yield return Error<ArgumentException>("bools", () => Variable.From([0L]).OneHot(3, DType.Bool), "one_hot: dtype is bool; choose float32, float64, int32 or int64");
    }

    private OperationSample Of(string name, Shape shape, int classes, params int[] index) =>
        Sample(name, x => x[0].OneHot(classes, DType.Float64), [Indices(shape, index)], x => [.. x[0].SelectMany(i => Enumerable.Range(0, classes).Select(c => c == (int)i ? 1.0 : 0))])
            with
        { SmoothOrder = 0 };
}
