using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Views;

public sealed class CastSamples : OperationSamples<CastOp>
{
    private static DType Other(Variable x) => x.DType == DType.Float64 ? DType.Float32 : DType.Float64;

    public override IEnumerable<OperationSample> Samples()
    {
        yield return Single("0-d", Shape.Scalar);
        yield return Single("no element", [0, 2]);
        yield return Single("tail 37", [37]);
        yield return Single("matrix", [3, 5]);
        yield return Single("wider than a thread's share", [3, 23000]);
        yield return Sample("of a transpose", x => x[0].T.To(DType.Float32), [Rounded([2, 3])], x => Naive.Pick(x[0], [2, 3], [3, 2], c => [c[1], c[0]])) with { SmoothOrder = 0 };
        yield return Sample("of a broadcast", x => x[0].Expand([3, 2]).To(DType.Float32), [Rounded([2])], x => [.. x[0], .. x[0], .. x[0]]) with { SmoothOrder = 0 };
        yield return Sample("to int64, truncated", x => x[0].To(DType.Int64), [Of([6], 1.5, -1.5, 0.99, -0.99, 3, -7)], x => Array.ConvertAll(x[0], Math.Truncate)) with { SmoothOrder = 0 };
        yield return Sample("to int32, saturated", x => x[0].To(DType.Int32), [Of([3], 1e15, -1e15, 7)], _ => [int.MaxValue, int.MinValue, 7]) with { SmoothOrder = 0 };
        yield return Sample("to bool", x => x[0].To(DType.Bool), [Of([4], 0, -0.0, 0.25, -3)], _ => [0, 0, 1, 1]) with { SmoothOrder = 0 };
        yield return Sample("from int64", x => x[0].To(DType.Float64) / 2, [Indices([4], 1, -2, 3, 0)], x => Array.ConvertAll(x[0], v => v / 2));
        yield return Sample("from bool", x => x[0].To(DType.Float64), [Booleans([3], true, false, true)], x => x[0]);
        yield return Sample("to float16 and back", x => x[0].To(DType.Float16).To(x[0].DType), [Of([5], 1, -2.5, 65504, 1e-7, 0.333251953125)], x => Array.ConvertAll(x[0], v => (double)(Half)v)) with { SmoothOrder = 0 };
        yield return Sample("to bfloat16 and back", x => x[0].To(DType.BFloat16).To(x[0].DType), [Of([4], 1, -2.5, 3.140625, 1e30)], x => Array.ConvertAll(x[0], v => (double)(float)(BFloat16)(float)v)) with { SmoothOrder = 0 };
        yield return Sample("the gradient comes back in its own type", x => x[0].To(Other(x[0])) * 2, [Rounded([4])], x => Array.ConvertAll(x[0], v => 2 * v)) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[2, 2, 2, 2]],
        };
    }

    /// <summary>Between the float types, of numbers both hold; differences would see the rounding, so the gradient is named.</summary>
    private OperationSample Single(string name, Shape shape) => Sample(name, x => x[0].To(Other(x[0])), [Rounded(shape)], x => x[0]) with
    {
        SmoothOrder = 0,
        GradientReference = x => [Array.ConvertAll(x[0], _ => 1.0)],
    };

    private static SampleInput Rounded(Shape shape)
    {
        var input = Spread(shape);
        return input with { Values = Array.ConvertAll(input.Values.ToArray(), v => (double)(float)v) };
    }
}
