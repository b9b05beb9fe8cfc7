using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Views;

public sealed class SqueezeSamples : OperationSamples<SqueezeOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Without("to 0-d", [1], 0);
        yield return Without("first axis", [1, 5], 0);
        yield return Without("last axis, tail 37", [37, 1], -1);
        yield return Without("middle axis", [2, 1, 3], 1);
        yield return Without("one of two", [1, 1, 3], 1);
        yield return Without("no element", [0, 1, 3], 1);
        yield return Without("5-d", [2, 1, 3, 1, 2], -2);
        yield return Without("wider than a thread's share", [23000, 1, 3], 1);
        yield return Sample("of a transpose", x => x[0].Permute(2, 1, 0).Squeeze(1), [Spread([2, 1, 3])], x => Naive.Pick(x[0], [2, 1, 3], [3, 2], c => [c[1], 0, c[0]])) with { IsLinear = true };
        yield return Sample("of a broadcast", x => x[0].Expand([3, 1, 2]).Squeeze(1), [Spread([2])], x => [.. x[0], .. x[0], .. x[0]]) with { IsLinear = true };
        yield return Sample("all such axes", x => x[0].Squeeze(), [Spread([1, 2, 1, 3])], x => x[0]) with { IsLinear = true };
        yield return Sample("two by name", x => x[0].Squeeze(-2, 0), [Spread([1, 2, 1, 1])], x => x[0]) with { IsLinear = true };
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>("one of two longer", () => Variable.Ones([1, 3]).Squeeze(0, 1), "squeeze: axis 1 of [1, 3] has length 3; name an axis of length 1, or take one place, x[0]");
        yield return Error<ArgumentException>("an axis twice", () => Variable.Ones([1, 1]).Squeeze(0, -2), "squeeze: axis -2 is named twice; name each axis once");
        yield return Error<ArgumentException>("a longer axis", () => Variable.Ones([2, 3]).Squeeze(1), "squeeze: axis 1 of [2, 3] has length 3; name an axis of length 1, or take one place, x[0]");
    }

    private OperationSample Without(string name, Shape shape, int axis) => Sample(name, x => x[0].Squeeze(axis), [Spread(shape)], x => x[0]) with { IsLinear = true };
}
