using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Normalization;

public sealed class RmsNormSamples : OperationSamples<RmsNormOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Rows("weight", [4, 5], [5], weight: true);
        yield return Rows("tail 37", [3, 37], [37], weight: true);
        yield return Rows("without weight", [2, 3, 6], [6], weight: false);
        yield return Rows("two axes", [3, 2, 4], [2, 4], weight: true);
        yield return Rows("one vector", [8], [8], weight: true);
        yield return Rows("no row", [0, 3], [3], weight: true);
        yield return Rows("empty rows", [2, 0], [0], weight: true);
        yield return Rows("rows of one element", [4, 1], [1], weight: true);
        yield return Rows("a large epsilon", [3, 4], [4], weight: true, epsilon: 0.5);
        yield return Rows("longer than a block of sums", [2, 4500], [4500], weight: true);
        yield return Rows("more rows than a thread's share", [700, 20], [20], weight: true);
        yield return Sample("broadcast row", x => x[0].Expand([3, 4]).RmsNorm([4], x[1]), [Spread([4]), Spread([4], seed: 1)], x => Normal([.. x[0], .. x[0], .. x[0]], 4, x[1]));
        yield return Sample("of a transpose", x => x[0].T.RmsNorm([3]), [Spread([3, 2])], x => Normal(Naive.Pick(x[0], [3, 2], [2, 3], c => [c[1], c[0]]), 3, null));
        yield return Sample("a row of zeros", x => x[0].RmsNorm([2], x[1], 0.25), [Of([1, 2], 0, 0), Of([2], 3, -1)], _ => [0, 0]) with { SmoothOrder = 1, GradientReference = _ => [[6, -2], [0, 0]] };
        yield return Sample("a row that does not count", x => x[0].RmsNorm([2], x[1], 1)[1..], [Of([2, 2], double.NaN, double.PositiveInfinity, 0, 0), Of([2], 1, 2)], _ => [0, 0]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 0, 1, 2], [0, 0]],
        };
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        var x = Variable.Ones([2, 3]);
        yield return Error<ArgumentException>("other axes", () => x.RmsNorm([2]), "rms_norm: an input of [2, 3] does not end in [2]; give the lengths of its last axes, one or more");
        yield return Error<ArgumentException>("a weight that does not fit", () => x.RmsNorm([3], Variable.Ones([2])), "rms_norm: a weight of [2] for [3]; the weight is [3]");
    }

    private static double[] Normal(double[] x, int length, double[]? weight, double epsilon = 1e-5) =>
        NaiveNormalization.Apply(x, i => i / length, i => i % length, weight, isCentred: false, epsilon: epsilon);

    private OperationSample Rows(string name, Shape shape, Shape normalized, bool weight, double epsilon = 1e-5)
    {
        SampleInput[] inputs = weight ? [Spread(shape), Spread(normalized, seed: 1)] : [Spread(shape)];
        return Sample(
            name, x => x[0].RmsNorm(normalized, weight ? x[1] : null, epsilon), inputs, x => Normal(x[0], (int)normalized.Count, weight ? x[1] : null, epsilon));
    }
}
