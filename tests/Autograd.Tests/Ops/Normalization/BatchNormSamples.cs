using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Normalization;

public sealed class BatchNormSamples : OperationSamples<BatchNormOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Batch("columns", [5, 3]);
        yield return Batch("tail 37", [3, 37]);
        yield return Batch("sequences", [3, 2, 4]);
        yield return Batch("sequences, tail 37", [2, 2, 37]);
        yield return Batch("images", [2, 3, 2, 3]);
        yield return Batch("no item", [0, 3, 2]);
        yield return Batch("no item and no inner axis", [0, 3]);
        yield return Batch("no channel", [2, 0]);
        yield return Batch("one element a channel", [1, 4]);
        yield return Batch("more items than a block of sums", [150, 20]);
        yield return Batch("more than a thread's share", [5, 6, 900]);
        yield return Batch("longer than a block of sums", [2, 2, 4500]);
        yield return Sample("weight alone", x => x[0].BatchNorm(x[1]), [Spread([4, 2]), Spread([2], seed: 1)], x => Normal(x[0], [4, 2], x[1], null));
        yield return Sample("bias alone", x => x[0].BatchNorm(null, x[1]), [Spread([4, 2]), Spread([2], seed: 1)], x => Normal(x[0], [4, 2], null, x[1]));
        yield return Sample("without parameters", x => x[0].BatchNorm(), [Spread([2, 3, 2])], x => Normal(x[0], [2, 3, 2], null, null));
        yield return Sample("broadcast channel", x => x[0].Expand([4, 3]).BatchNorm(epsilon: 0.5), [Spread([4, 1])], x => NaiveNormalization.Apply([.. x[0].SelectMany(v => new[] { v, v, v })], i => i % 3, i => i % 3, epsilon: 0.5));
        yield return Sample("of a transpose", x => x[0].T.BatchNorm(), [Spread([2, 4])], x => Normal(Naive.Pick(x[0], [2, 4], [4, 2], c => [c[1], c[0]]), [4, 2], null, null));
        yield return Sample("a constant channel", x => x[0].BatchNorm(x[1], x[2], 0.5), [Of([3, 2], 2, 1, 2, 4, 2, 5), Of([2], 2, 3), Of([2], 1, -1)], x => Normal(x[0], [3, 2], x[1], x[2], 0.5));
        foreach (var sample in Given())
            yield return sample;
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        var x = Variable.Ones([2, 3]);
        yield return Error<ArgumentException>("a vector", () => Variable.Ones([3]).BatchNorm(), "batch_norm: an input of [3]; give [batch, channels] or [batch, channels, …]");
        yield return Error<ArgumentException>("a weight that does not fit", () => x.BatchNorm(Variable.Ones([2])), "batch_norm: a weight of [2] for [3]; the weight is [3]");
        yield return Error<ArgumentException>(
            "statistics that do not fit",
            () => x.BatchNormWithStatistics(Variable.Ones([2]), Variable.Ones([3])),
            "batch_norm: a mean of [2] and a variance of [3] for 3 channels; give one number a channel");
        yield return Error<ArgumentException>(
            "statistics of another type",
            () => x.BatchNormWithStatistics(Variable.Ones([3], DType.Float64), Variable.Ones([3])),
            "batch_norm: the input is float32, mean float64, variance float32; cast them to one type");
    }

    /// <summary>As in evaluation; the statistics may be trained too.</summary>
    private IEnumerable<OperationSample> Given()
    {
        SampleInput[] inputs = [Spread([4, 3]), Spread([3], seed: 1), Spread([3], 0.5, 2, 2), Spread([3], seed: 3), Spread([3], seed: 4)];
        double[] By(double[][] x, int inner, double[]? weight, double[]? bias) =>
            [.. x[0].Select((v, i) => ((v - x[1][i / inner % 3]) / Math.Sqrt(x[2][i / inner % 3] + 1e-5) * (weight?[i / inner % 3] ?? 1)) + (bias?[i / inner % 3] ?? 0))];
        yield return Sample("given statistics", x => x[0].BatchNormWithStatistics(x[1], x[2], x[3], x[4]), inputs, x => By(x, 1, x[3], x[4]));
        yield return Sample(
            "constant statistics",
            x => x[0].BatchNormWithStatistics(x[1], x[2], x[3], x[4]),
            [Spread([2, 3, 5]), inputs[1].Constant(), inputs[2].Constant(), inputs[3], inputs[4]],
            x => By(x, 5, x[3], x[4]));
        yield return Sample(
            "constant statistics of columns",
            x => x[0].BatchNormWithStatistics(x[1], x[2], x[3], x[4]),
            [Spread([7, 3]), inputs[1].Constant(), inputs[2].Constant(), inputs[3], inputs[4]],
            x => By(x, 1, x[3], x[4]));
        yield return Sample(
            "constant statistics without parameters", x => x[0].BatchNormWithStatistics(x[1], x[2]), [Spread([2, 3, 2]), inputs[1].Constant(), inputs[2].Constant()], x => By(x, 2, null, null));
        yield return SampleOfMany(
            "statistics of the batch",
            x =>
            {
                var y = x[0].BatchNorm(out var mean, out var variance);
                return [y, mean, variance];
            },
            [Of([2, 2], 1, 2, 3, 6)],
            x => [.. Normal(x[0], [2, 2], null, null), 2, 4, 1, 4])
            with
        { SmoothOrder = 0, Notes = "the statistics carry no gradient" };
    }

    private static double[] Normal(double[] x, Shape shape, double[]? weight, double[]? bias, double epsilon = 1e-5)
    {
        var inner = (int)Shape.Create(shape.Lengths[2..]).Count;
        var channels = shape[1];
        return NaiveNormalization.Apply(x, i => i / inner % channels, i => i / inner % channels, weight, bias, epsilon: epsilon);
    }

    private OperationSample Batch(string name, Shape shape) => Sample(
        name, x => x[0].BatchNorm(x[1], x[2]), [Spread(shape), Spread([shape[1]], seed: 1), Spread([shape[1]], seed: 2)], x => Normal(x[0], shape, x[1], x[2]));
}
