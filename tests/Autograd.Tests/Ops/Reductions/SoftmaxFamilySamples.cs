using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Ops.Reductions;

/// <summary>The samples that softmax and its logarithm have in common.</summary>
public abstract class SoftmaxFamilySamples<TOperation> : OperationSamples<TOperation>
    where TOperation : Operation
{
    /// <inheritdoc/>
    public sealed override IEnumerable<OperationSample> Samples()
    {
        yield return Rows("one element", Spread([1]));
        yield return Rows("one vector", Spread([5]));
        yield return Rows("tail 37", Spread([3, 37]));
        yield return Rows("rows shorter than a register", Spread([7, 3]));
        yield return Rows("whole registers", Spread([2, 32]));
        yield return Rows("3-d", Spread([2, 3, 4]));
        yield return Rows("many rows", Spread([3000, 10]));
        yield return Rows("long rows", Spread([2, 9001]));
        yield return Rows("no row", Spread([0, 3]));
        yield return Rows("no element", Spread([3, 0]));
        yield return Rows("rows of one element", Spread([4, 1]));
        yield return Sample("first axis", x => Call(x[0], 0), [Spread([4, 3])], x => Columns(x[0], [4, 3], [3, 4], c => [c[1], c[0]]));
        yield return Sample("middle axis", x => Call(x[0], -2), [Spread([2, 5, 3])], x => Columns(x[0], [2, 5, 3], [2, 3, 5], c => [c[0], c[2], c[1]]));
        yield return Sample("of a broadcast", x => Call(x[0].Expand([3, 4]), -1), [Spread([4])], x => [.. Values(x[0]), .. Values(x[0]), .. Values(x[0])]);
        yield return Rows("huge", Of([2, 3], 1000, 1001, 999, -1e5, -1e5 - 1, -1e5));
        yield return Rows("far apart", Of([3], 0, -20, 4));
        yield return Rows(
            "special values", Of([4, 3], 1, double.NaN, 2, double.PositiveInfinity, 1, 2, double.NegativeInfinity, 1, 2, double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity)) with
        { SmoothOrder = 0 };
        yield return Rows("special values beyond a register", Of([2, 20], [.. Enumerable.Range(0, 40).Select(i => i == 19 ? double.PositiveInfinity : i == 20 ? double.NaN : i % 3)])) with { SmoothOrder = 0 };
        foreach (var sample in Corners())
            yield return sample;
    }

    /// <inheritdoc/>
    public override IEnumerable<OperationErrorSample> Errors()
    {
        var name = OperationName;
        yield return Error<ArgumentException>(
            "an axis there is not", () => Call(Variable.Ones([2, 3]), 2), $"{name}: there is no axis 2 in a Variable of 2 axes; use -2 to 1");
        yield return Error<ArgumentException>(
            "a scalar", () => Call(Variable.Ones(Shape.Scalar), -1), $"{name}: there is no axis -1 in a Variable of 0 axes; a scalar has none, name no axis");
        yield return Error<ArgumentException>(
            "integers", () => Call(Variable.Ones([2], DType.Int64), 0), $"{name}: elements are int64; cast first, x.To(DType.Float32)");
    }

    /// <summary>The name in messages.</summary>
    protected abstract string OperationName { get; }

    /// <summary>The function.</summary>
    protected abstract Variable Call(Variable x, int axis);

    /// <summary>The function of one row.</summary>
    protected abstract double[] Values(double[] x);

    /// <summary>What is special about the operation.</summary>
    protected abstract IEnumerable<OperationSample> Corners();

    /// <summary>A sample along the last axis.</summary>
    protected OperationSample Rows(string name, SampleInput input) => Sample(name, x => Call(x[0], -1), [input], x => RowByRow(x[0], input.Shape[^1]));

    private double[] RowByRow(double[] x, int length) => length == 0 ? [] : [.. x.Chunk(length).SelectMany(Values)];

    private double[] Columns(double[] x, Shape shape, Shape turned, Func<int[], int[]> swap) =>
        Naive.Pick(RowByRow(Naive.Pick(x, shape, turned, swap), turned[^1]), turned, shape, swap);
}
