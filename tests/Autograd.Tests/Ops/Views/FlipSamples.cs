using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Views;

public sealed class FlipSamples : OperationSamples<FlipOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return Along("vector", [5], 0);
        yield return Along("tail 37", [37], 0);
        yield return Along("rows", [3, 4], 0);
        yield return Along("columns", [3, 4], -1);
        yield return Along("all of a matrix", [3, 4]);
        yield return Along("first and last of 3-d", [2, 3, 4], 0, -1);
        yield return Along("middle of 3-d", [2, 3, 4], 1);
        yield return Along("all of 5-d", [2, 1, 3, 2, 2]);
        yield return Along("no element", [0, 3], 1);
        yield return Along("wider than a thread's share", [3, 23000], 0, 1);
        yield return Along("axes of length 1, which stay", [1, 3], 0) with { Notes = "one element is its own reverse" };
        yield return Along("0-d, which has no axis", Shape.Scalar) with { Notes = "a scalar is its own reverse" };
        yield return Sample("of a transpose", x => x[0].T.Flip(0), [Spread([2, 3])], x => Naive.Pick(x[0], [2, 3], [3, 2], c => [c[1], 2 - c[0]])) with { IsLinear = true };
        yield return Sample("of a broadcast", x => x[0].Expand([2, 3]).Flip(1), [Spread([3])], x => [.. x[0].Reverse(), .. x[0].Reverse()]) with { IsLinear = true };
        yield return Sample("times itself", x => x[0] * x[0].Flip(), [Spread([4])], x => [.. x[0].Select((v, i) => v * x[0][3 - i])]);
        yield return Along("rows wider than a thread's share", [3, 2, 23000], 1);
        yield return Sample("float16", x => x[0].To(DType.Float16).Flip(1).To(x[0].DType), [Of([2, 2], 1, 2, 3, 4)], _ => [2, 1, 4, 3]) with { SmoothOrder = 0 };
        yield return Sample("bool", x => x[0].Flip(), [Booleans([3], true, true, false)], _ => [0, 1, 1]) with { SmoothOrder = 0 };
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>("an axis twice", () => Variable.Ones([2, 3]).Flip(0, -2), "flip: axis -2 is named twice; name each axis once");
        yield return Error<ArgumentException>("no such axis", () => Variable.Ones([2, 3]).Flip(2), "flip: there is no axis 2 in a Variable of 2 axes; use -2 to 1");
    }

    private OperationSample Along(string name, Shape shape, params int[] axes) => Sample(name, x => x[0].Flip(axes) * 1, [Spread(shape)], x => Naive.Pick(x[0], shape, shape, c =>
        [.. c.Select((place, axis) => axes.Length == 0 || axes.Contains(axis) || axes.Contains(axis - c.Length) ? shape[axis] - 1 - place : place)])) with
    { IsLinear = true };
}
