using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Normalization;

public sealed class GroupNormSamples : OperationSamples<GroupNormOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Groups("two groups", [2, 4, 3], 2);
        yield return Groups("tail 37", [2, 2, 37], 1);
        yield return Groups("images", [2, 6, 2, 3], 3);
        yield return Groups("a group for each channel", [2, 3, 5], 3);
        yield return Groups("one group", [3, 4, 2], 1);
        yield return Groups("without inner axes", [3, 6], 2);
        yield return Groups("no item", [0, 4, 3], 2);
        yield return Groups("no pixel", [2, 4, 0], 2);
        yield return Groups("groups of one element", [3, 2], 2);
        yield return Groups("longer than a block of sums", [1, 2, 5000], 1);
        yield return Groups("more than a thread's share", [40, 8, 30], 4);
        yield return Sample("weight alone", x => x[0].GroupNorm(2, x[1]), [Spread([2, 4, 3]), Spread([4], seed: 1)], x => Normal(x[0], [2, 4, 3], 2, x[1], null));
        yield return Sample("bias alone", x => x[0].GroupNorm(2, null, x[1]), [Spread([2, 4, 3]), Spread([4], seed: 1)], x => Normal(x[0], [2, 4, 3], 2, null, x[1]));
        yield return Sample("without parameters", x => x[0].GroupNorm(2), [Spread([2, 4, 3])], x => Normal(x[0], [2, 4, 3], 2, null, null));
        yield return Sample("broadcast item", x => x[0].Expand([2, 4, 3]).GroupNorm(2), [Spread([4, 3])], x => Normal([.. x[0], .. x[0]], [2, 4, 3], 2, null, null));
        yield return Sample(
            "channels last", x => x[0].Permute(0, 2, 1).GroupNorm(2), [Spread([2, 3, 4])], x => Normal(Naive.Pick(x[0], [2, 3, 4], [2, 4, 3], c => [c[0], c[2], c[1]]), [2, 4, 3], 2, null, null));
        yield return Sample("a constant group", x => x[0].GroupNorm(2, x[1], x[2], 0.5), [Of([1, 2, 2], 3, 3, 1, 5), Of([2], 2, 3), Of([2], 1, -1)], x => Normal(x[0], [1, 2, 2], 2, x[1], x[2], 0.5));
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        var x = Variable.Ones([2, 4, 3]);
        yield return Error<ArgumentException>("groups that do not divide", () => x.GroupNorm(3), "group_norm: 3 groups do not divide 4 channels; use a divisor");
        yield return Error<ArgumentException>("no group", () => x.GroupNorm(0), "group_norm: 0 groups do not divide 4 channels; use a divisor");
        yield return Error<ArgumentException>("a vector", () => Variable.Ones([4]).GroupNorm(2), "group_norm: an input of [4]; give [batch, channels] or [batch, channels, …]");
        yield return Error<ArgumentException>("a weight that does not fit", () => x.GroupNorm(2, Variable.Ones([3])), "group_norm: a weight of [3] for [4]; the weight is [4]");
    }

    private static double[] Normal(double[] x, Shape shape, int groups, double[]? weight, double[]? bias, double epsilon = 1e-5)
    {
        var inner = (int)Shape.Create(shape.Lengths[2..]).Count;
        var channels = shape[1];
        return NaiveNormalization.Apply(x, i => i / (inner * (channels / groups)), i => i / inner % channels, weight, bias, epsilon: epsilon);
    }

    private OperationSample Groups(string name, Shape shape, int groups) => Sample(
        name,
        x => x[0].GroupNorm(groups, x[1], x[2]),
        [Spread(shape), Spread([shape[1]], seed: 1), Spread([shape[1]], seed: 2)],
        x => Normal(x[0], shape, groups, x[1], x[2]));
}
