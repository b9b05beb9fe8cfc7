using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Views;

public sealed class ExpandSamples : OperationSamples<ExpandOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return To("broadcast row", [5], [3, 5]);
        yield return To("column", [4, 1], [4, 3]);
        yield return To("0-d", Shape.Scalar, [2, 3]);
        yield return To("tail 37", [1], [37]);
        yield return To("both ends", [1, 3, 1], [2, 3, 4]);
        yield return To("5-d", [3, 1, 2], [2, 2, 3, 2, 2]);
        yield return To("to no element", [1, 3], [0, 3]);
        yield return To("of no element", [0], [2, 0]);
        yield return To("1 to 1", [1, 2], [1, 1, 2]);
        yield return To("wider than a thread's share", [230, 1], [230, 310]);
        yield return Sample("of a transpose", x => x[0].T.Expand([2, 3, 2]), [Spread([2, 3])], x => Naive.Pick(x[0], [2, 3], [2, 3, 2], c => [c[2], c[1]])) with { IsLinear = true };
        yield return Sample("squared after", x => x[0].Expand([2, 3]).Pow(2), [Spread([3])], x => [.. x[0].Select(v => v * v), .. x[0].Select(v => v * v)]);
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>(
            "a longer axis", () => Variable.Ones([3, 2]).Expand([3, 4]), "expand: shapes [3, 2] and [3, 4] do not broadcast, axis −1 is 2 against 4; make the lengths equal or one of them 1");
        yield return Error<ArgumentException>("fewer elements", () => Variable.Ones([3]).Expand([1]), "expand: [3] does not broadcast to [1]; only axes of length 1 repeat");
    }

    private OperationSample To(string name, Shape from, Shape to) =>
        Sample(name, x => x[0].Expand(to), [Spread(from)], x => [.. Enumerable.Range(0, (int)to.Count).Select(i => x[0][NaiveBroadcast.Place(i, to, from)])]) with { IsLinear = true };
}
