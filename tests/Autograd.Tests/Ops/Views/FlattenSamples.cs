using Autograd.GradientChecking;
using Autograd.Tests.Table;

namespace Autograd.Tests.Ops.Views;

public sealed class FlattenSamples : MethodSamples
{
    public override string Method => "flatten";

    public override Type Operation => typeof(ReshapeOp);

    public override IEnumerable<OperationSample> Samples()
    {
        yield return Merged("all", [2, 3, 4], 0, -1, [24]);
        yield return Merged("all but the first", [2, 3, 4], 1, -1, [2, 12]);
        yield return Merged("the first two", [2, 3, 4], 0, 1, [6, 4]);
        yield return Merged("the middle, from the end", [2, 3, 2, 2], -3, -2, [2, 6, 2]);
        yield return Merged("one axis, which stays", [2, 3], 1, 1, [2, 3]);
        yield return Merged("0-d", Shape.Scalar, 0, -1, [1]);
        yield return Merged("tail 37", [37, 1], 0, 1, [37]);
        yield return Merged("no element", [2, 0, 3], 1, 2, [2, 0]);
        yield return Merged("wider than a thread's share", [3, 23, 1000], 0, 1, [69, 1000]);
        yield return Sample("of a transpose", x => x[0].T.Flatten() * 1, [Spread([2, 3])], x => Naive.Pick(x[0], [2, 3], [3, 2], c => [c[1], c[0]])) with { IsLinear = true };
        yield return Sample("of a broadcast", x => x[0].Expand([2, 3]).Flatten(), [Spread([3])], x => [.. x[0], .. x[0]]) with { IsLinear = true };
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>("the wrong order", () => Variable.Ones([2, 3]).Flatten(1, 0), "flatten: axis 0 of [2, 3] comes before axis 1; name the outer axis first");
        yield return Error<ArgumentException>("no such axis", () => Variable.Ones([2, 3]).Flatten(2), "flatten: there is no axis 2 in a Variable of 2 axes; use -2 to 1");
        yield return Error<ArgumentException>("no such axis of a scalar", () => Variable.From(1f).Flatten(1), "flatten: there is no axis 1 in a Variable of 1 axes; use -1 to 0");
    }

    private OperationSample Merged(string name, Shape from, int start, int end, Shape to) =>
        Sample(name, x => Checked(x[0].Flatten(start, end), to) * 1, [Spread(from)], x => x[0]) with { IsLinear = true };

    private static Variable Checked(Variable y, Shape shape) => y.Shape == shape ? y : throw new InvalidOperationException($"shape {y.Shape}, not {shape}");
}
