using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Losses;

public sealed class CrossEntropySamples : OperationSamples<CrossEntropyOp>
{
    private const string Composed = "against probabilities the loss is composed of primitives";

    public override IEnumerable<OperationSample> Samples()
    {
        yield return Rows("each row", [4, 3], [0, 2, 1, 1], LossReduction.None);
        yield return Rows("sum", [4, 3], [0, 2, 1, 1], LossReduction.Sum);
        yield return Rows("mean", [4, 3], [0, 2, 1, 1], LossReduction.Mean);
        yield return Rows("tail 37", [2, 37], [36, 5], LossReduction.None);
        yield return Rows("one class", [2, 1], [0, 0], LossReduction.Sum);
        yield return Rows("one class, a row ignored", [2, 1], [0, -100], LossReduction.Sum);
        yield return Rows("one row without axis", [5], [3], LossReduction.None);
        yield return Rows("sequence", [2, 3, 4], [0, 3, 1, 2, 2, 0], LossReduction.Mean);
        yield return Rows("no row", [0, 3], [], LossReduction.Sum);
        yield return Rows("ignored rows", [4, 3], [0, -100, 1, -100], LossReduction.Mean);
        yield return Rows("smoothing", [4, 3], [0, 2, 1, 1], LossReduction.Mean, smoothing: 0.1);
        yield return Rows("smoothing and ignored rows", [4, 3], [0, -100, 1, 2], LossReduction.Mean, smoothing: 0.3);
        yield return Rows("all rows ignored", [2, 3], [-100, -100], LossReduction.Sum);
        yield return Rows("wider than a thread's share", [700, 40], [.. Enumerable.Range(0, 700).Select(i => i * 7 % 40)], LossReduction.Mean);
        yield return Weighted("class weights", [4, 3], [0, 2, 1, 1], 0);
        yield return Weighted("class weights, smoothing and ignored rows", [4, 3], [0, -100, 1, 2], 0.2);
        yield return Sample("huge logits", x => x[0].CrossEntropy(x[1], LossReduction.None), [Of([2, 3], 1000, 0, -1000, -500, -500.5, -501), Indices([2], 0, 1)], x => Losses(x[0], 3, x[1], 0, null)) with { SmoothOrder = 1 };
        yield return Sample("broadcast row", x => x[0].Expand([3, 4]).CrossEntropy(x[1], LossReduction.None), [Spread([4]), Indices([3], 1, 3, 1)], x => Losses([.. x[0], .. x[0], .. x[0]], 4, x[1], 0, null));
        yield return Sample("of a transpose", x => x[0].T.CrossEntropy(x[1], LossReduction.None), [Spread([3, 2]), Indices([2], 1, 2)], x => Losses(Naive.Pick(x[0], [3, 2], [2, 3], c => [c[1], c[0]]), 3, x[1], 0, null));
        yield return Sample("an impossible class elsewhere", x => x[0].CrossEntropy(x[1], LossReduction.Sum), [Of([1, 3], 1, double.NegativeInfinity, 1), Indices([1], 0)], _ => [Math.Log(2)]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[-0.5, 0, 0.5]],
        };
        foreach (var sample in Soft())
            yield return sample;
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        var logits = Variable.Ones([2, 3]);
        yield return Error<ArgumentException>(
            "out of range", () => logits.CrossEntropy(Variable.From([0L, 3L])), "cross_entropy: the target 3 is none of 3 classes; use 0 to 2, or -100 to ignore a row");
        yield return Error<ArgumentException>(
            "targets that do not fit", () => logits.CrossEntropy(Variable.From([0L])), "cross_entropy: logits of [2, 3] with targets of [1]; give [rows, classes] and [rows], at least one class");
        yield return Error<ArgumentException>("float targets", () => logits.CrossEntropy(Variable.Ones([2])), "cross_entropy: the indices are float32; give int64 or int32");
        yield return Error<ArgumentException>(
            "smoothing", () => logits.CrossEntropy(Variable.From([0L, 1L]), labelSmoothing: 1.5), "cross_entropy: label smoothing is 1.5; use 0 to 1");
    }

    private static double LogSumExp(double[] row)
    {
        var largest = row.Max();
        return largest + Math.Log(Naive.Sum(Array.ConvertAll(row, v => Math.Exp(v - largest))));
    }

    private static double[] Losses(double[] logits, int classes, double[] targets, double smoothing, double[]? weights) =>
    [
        .. targets.Select((target, row) =>
        {
            if (target < 0)
                return 0;
            var x = logits.AsSpan(row * classes, classes).ToArray();
            var total = LogSumExp(x);
            var loss = (1 - smoothing) * (weights?[(int)target] ?? 1) * (total - x[(int)target]);
            return loss + (smoothing / classes * Naive.Sum([.. x.Select((v, c) => (weights?[c] ?? 1) * (smoothing > 0 ? total - v : 0))]));
        }),
    ];

    private IEnumerable<OperationSample> Soft()
    {
        var logits = Spread([3, 4]);
        var probabilities = Spread([3, 4], 0.05, 0.9, 1);
        double[] Each(double[][] x) => [.. Enumerable.Range(0, 3).Select(row => Naive.Sum([.. Enumerable.Range(0, 4).Select(c => x[1][(4 * row) + c] * (LogSumExp(x[0].AsSpan(4 * row, 4).ToArray()) - x[0][(4 * row) + c]))]))];
        yield return Sample("soft targets, each row", x => x[0].CrossEntropyWithProbabilities(x[1], LossReduction.None), [logits, probabilities], Each) with { Notes = Composed };
        yield return Sample("soft targets, mean", x => x[0].CrossEntropyWithProbabilities(x[1]), [logits, probabilities], x => [Each(x).Sum() / 3]) with { Notes = Composed };
        yield return Sample("probability 0 of an impossible class", x => x[0].CrossEntropyWithProbabilities(x[1]), [Of([1, 2], 0, double.NegativeInfinity), Of([1, 2], 1, 0).Constant()], _ => [0]) with
        {
            SmoothOrder = 0,
            GradientReference = _ => [[0, 0]],
            Notes = Composed,
        };
    }

    private OperationSample Rows(string name, Shape shape, int[] targets, LossReduction reduction, double smoothing = 0)
    {
        var targetShape = Shape.Create(shape.Lengths[..^1]);
        return Sample(name, x => x[0].CrossEntropy(x[1], reduction, labelSmoothing: smoothing), [Spread(shape), Indices(targetShape, targets)], x =>
        {
            var losses = Losses(x[0], shape[^1], x[1], smoothing, null);
            return reduction == LossReduction.None ? losses : [Naive.Sum(losses) / (reduction == LossReduction.Sum ? 1 : x[1].Count(target => target >= 0))];
        });
    }

    private OperationSample Weighted(string name, Shape shape, int[] targets, double smoothing) =>
        Sample(
            name,
            x => x[0].CrossEntropy(x[1], labelSmoothing: smoothing, weights: x[2]),
            [Spread(shape), Indices([shape[0]], targets), Spread([shape[1]], 0.5, 2, 1)],
            x => [Naive.Sum(Losses(x[0], shape[1], x[1], smoothing, x[2])) / Naive.Sum([.. x[1].Select(target => target < 0 ? 0 : x[2][(int)target])])]);
}
