using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Normalization;

public sealed class LayerNormSamples : OperationSamples<LayerNormOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Rows("weight and bias", [4, 5], [5], weight: true, bias: true);
        yield return Rows("tail 37", [3, 37], [37], weight: true, bias: true);
        yield return Rows("weight alone", [3, 4], [4], weight: true, bias: false);
        yield return Rows("bias alone", [3, 4], [4], weight: false, bias: true);
        yield return Rows("without parameters", [2, 3, 6], [6], weight: false, bias: false);
        yield return Rows("two axes", [3, 2, 4], [2, 4], weight: true, bias: true);
        yield return Rows("every axis", [2, 3], [2, 3], weight: true, bias: true);
        yield return Rows("one vector", [8], [8], weight: true, bias: true);
        yield return Rows("no row", [0, 3], [3], weight: true, bias: true);
        yield return Rows("empty rows", [2, 0], [0], weight: true, bias: true);
        yield return Rows("a large epsilon", [3, 4], [4], weight: true, bias: true, epsilon: 0.5);
        yield return Rows("longer than a block of sums", [2, 4500], [4500], weight: true, bias: true);
        yield return Rows("more rows than a thread's share", [700, 20], [20], weight: true, bias: true);
        yield return Sample(
            "broadcast row", x => x[0].Expand([3, 4]).LayerNorm([4], x[1]), [Spread([4]), Spread([4], seed: 1)], x => Normal([.. x[0], .. x[0], .. x[0]], 4, x[1], null));
        yield return Sample(
            "of a transpose", x => x[0].T.LayerNorm([3]), [Spread([3, 2])], x => Normal(Naive.Pick(x[0], [3, 2], [2, 3], c => [c[1], c[0]]), 3, null, null));
        yield return Sample("far from 0", x => x[0].LayerNorm([4]), [Of([2, 4], 1000, 1001, 1002.5, 999, -500, -501, -499.5, -502)], x => Normal(x[0], 4, null, null));
        yield return Sample("constant rows", x => x[0].LayerNorm([3], x[1], x[2], 0.5), [Of([2, 3], 2, 2, 2, -7, -7, -7), Spread([3], seed: 1), Spread([3], seed: 2)], x => [.. x[2], .. x[2]]);
        yield return Sample("rows of one element", x => x[0].LayerNorm([1], x[1], x[2]), [Spread([4, 1]), Spread([1], seed: 1), Spread([1], seed: 2)], x => [.. x[0].Select(_ => x[2][0])]);
        yield return Sample("a row that is not a number", x => x[0].LayerNorm([2], x[1]), [Of([2, 2], double.NaN, 1, 3, 5), Of([2], 1, 2)], x => [double.NaN, double.NaN, .. Normal([3, 5], 2, x[1], null)]) with { SmoothOrder = 0 };
        yield return Sample("a row that does not count", x => x[0].LayerNorm([2], x[1], x[2])[1..], [Of([2, 2], double.NaN, double.PositiveInfinity, 3, 5), Of([2], 1, 2), Of([2], 0, 1)], x => Normal([3, 5], 2, x[1], x[2])) with
        {
            SmoothOrder = 0,
            GradientReference = _ =>
            {
                // For y = [−s, 2s] and g = [1, 2], with s = 1/√(1 + ε): dx = rstd · (g − 1.5 − n · mean(g · n)).
                var (s, mean) = (1 / Math.Sqrt(1 + 1e-5), 0.5 / Math.Sqrt(1 + 1e-5));
                return [[0, 0, s * (-0.5 + (s * mean)), s * (0.5 - (s * mean))], [-s, s], [1, 1]];
            },
        };
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        var x = Variable.Ones([2, 3]);
        yield return Error<ArgumentException>("other axes", () => x.LayerNorm([2]), "layer_norm: an input of [2, 3] does not end in [2]; give the lengths of its last axes, one or more");
        yield return Error<ArgumentException>("no axis", () => x.LayerNorm([]), "layer_norm: an input of [2, 3] does not end in []; give the lengths of its last axes, one or more");
        yield return Error<ArgumentException>("a weight that does not fit", () => x.LayerNorm([3], Variable.Ones([2])), "layer_norm: a weight of [2] for [3]; the weight is [3]");
        yield return Error<ArgumentException>("a bias that does not fit", () => x.LayerNorm([3], null, Variable.Ones([3, 1])), "layer_norm: a bias of [3, 1] for [3]; the bias is [3]");
        yield return Error<ArgumentException>(
            "two types", () => x.LayerNorm([3], Variable.Ones([3], DType.Float64)), "layer_norm: the input is float32, the weight float64; cast them to one type");
        yield return Error<ArgumentException>(
            "no epsilon", () => x.LayerNorm([3], epsilon: 0), "layer_norm: epsilon is 0; use a small positive number, 1e-5: it keeps constant rows finite");
        yield return Error<ArgumentException>("integers", () => Variable.Ones([3], DType.Int64).LayerNorm([3]), "layer_norm: elements are int64; cast first, x.To(DType.Float32)");
    }

    private static double[] Normal(double[] x, int length, double[]? weight, double[]? bias, double epsilon = 1e-5) =>
        NaiveNormalization.Apply(x, i => i / length, i => i % length, weight, bias, epsilon: epsilon);

    private OperationSample Rows(string name, Shape shape, Shape normalized, bool weight, bool bias, double epsilon = 1e-5)
    {
        List<SampleInput> inputs = [Spread(shape)];
        if (weight)
            inputs.Add(Spread(normalized, seed: 1));
        if (bias)
            inputs.Add(Spread(normalized, seed: 2));
        return Sample(
            name,
            x => x[0].LayerNorm(normalized, weight ? x[1] : null, bias ? x[^1] : null, epsilon),
            inputs,
            x => Normal(x[0], (int)normalized.Count, weight ? x[1] : null, bias ? x[^1] : null, epsilon));
    }
}
