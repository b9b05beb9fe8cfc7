using Autograd.GradientChecking;

namespace Autograd.Tests.Ops.Views;

public sealed class ReshapeSamples : OperationSamples<ReshapeOp>
{
    public override IEnumerable<OperationSample> Samples()
    {
        yield return To("flat", [3, 5], [15]);
        yield return To("tail 37 to a column", [37], [37, 1]);
        yield return To("from 0-d", Shape.Scalar, [1, 1]);
        yield return To("to 0-d", [1, 1, 1], Shape.Scalar);
        yield return To("no element", [0, 3], [2, 0]);
        yield return To("5-d", [6, 4], [2, 1, 3, 2, 2]);
        yield return To("axes of length 1", [2, 3], [1, 2, 1, 3, 1]);
        yield return To("wider than a thread's share", [3, 23000], [23000, 3]);
        yield return Sample("of a transpose, which copies", x => x[0].T.Reshape(6), [Spread([2, 3])], x => [x[0][0], x[0][3], x[0][1], x[0][4], x[0][2], x[0][5]]) with { IsLinear = true };
        yield return Sample("of a broadcast", x => x[0].Expand([2, 3]).Reshape(3, 2), [Spread([3])], x => [.. x[0], .. x[0]]) with { IsLinear = true };
        yield return Sample("a length to be computed", x => x[0].Reshape(2, -1), [Spread([3, 4])], x => x[0]) with { IsLinear = true };
        yield return Sample("same shape", x => x[0].Reshape(2, 2) * 2, [Spread([2, 2])], x => Array.ConvertAll(x[0], v => 2 * v))
            with
        { IsLinear = true, Notes = "an equal shape applies nothing" };
        yield return Sample("squared after", x => x[0].Reshape(6).Pow(2), [Spread([2, 3])], x => Array.ConvertAll(x[0], v => v * v));
    }

    public override IEnumerable<OperationErrorSample> Errors()
    {
        yield return Error<ArgumentException>(
            "another count", () => Variable.Ones([2, 3]).Reshape(4), "reshape: [2, 3] of 6 elements cannot become [4] of 4; keep the number of elements");
        yield return Error<ArgumentException>(
            "no divisor", () => Variable.Ones([2, 3]).Reshape(4, -1), "reshape: 6 elements of [2, 3] do not divide into [4, -1]; make the product of the given lengths a divisor of 6");
        yield return Error<ArgumentException>(
            "two unknown lengths", () => Variable.Ones([2, 3]).Reshape(-1, -1), "reshape: [-1, -1] leaves two lengths open; use −1 once");
    }

    private OperationSample To(string name, Shape from, Shape to) => Sample(name, x => x[0].Reshape(to), [Spread(from)], x => x[0]) with { IsLinear = true };
}
