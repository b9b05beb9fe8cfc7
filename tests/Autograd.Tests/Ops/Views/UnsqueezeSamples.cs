using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Ops.Views;

public sealed class UnsqueezeSamples : OperationSamples<UnsqueezeOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return With("0-d", Shape.Scalar, 0);
        yield return With("in front", [5], 0);
        yield return With("at the end, tail 37", [37], -1);
        yield return With("in the middle", [2, 3], 1);
        yield return With("of no element", [0, 3], 1);
        yield return With("to 5-d", [2, 1, 3, 2], -2);
        yield return With("wider than a thread's share", [23000, 3], 1);
        yield return Sample("of a transpose", x => x[0].T.Unsqueeze(1), [Spread([2, 3])], x => Naive.Pick(x[0], [2, 3], [3, 1, 2], c => [c[2], c[0]])) with { IsLinear = true };
        yield return Sample("of a broadcast", x => x[0].Expand([3, 2]).Unsqueeze(0), [Spread([2])], x => [.. x[0], .. x[0], .. x[0]]) with { IsLinear = true };
        yield return Sample("outer product", x => x[0].Unsqueeze(1) * x[0], [Spread([3])], x => [.. x[0].SelectMany(a => x[0].Select(b => a * b))]);
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>("a place beyond", () => Variable.Ones([2]).Unsqueeze(2), "unsqueeze: there is no axis 2 in a Variable of 2 axes; use -2 to 1");
    }

    private OperationSample With(string name, Shape shape, int axis) => Sample(name, x => x[0].Unsqueeze(axis), [Spread(shape)], x => x[0]) with { IsLinear = true };
}
