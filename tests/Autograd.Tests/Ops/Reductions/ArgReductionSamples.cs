using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Ops.Reductions;

/// <summary>The samples of both places of extremes. No gradient passes; what is gathered at the places is differentiable.</summary>
public abstract class ArgReductionSamples<TOperation> : OperationSamples<TOperation>
    where TOperation : Operation
{
    /// <inheritdoc/>
    public sealed override IEnumerable<OperationSample> Samples()
    {
        yield return Along("one element", Spread([1]), 0);
        yield return Along("tail 37", Spread([37]), 0);
        yield return Along("last axis", Spread([4, 7]), -1);
        yield return Along("first axis", Spread([5, 3]), 0);
        yield return Along("middle axis, tail 37", Spread([2, 5, 37]), 1);
        yield return Along("long rows", Spread([2, 23000], -70000, 70000), 1);
        yield return Along("long columns", Spread([6000, 9], -70000, 70000), 0);
        yield return Along("many rows", Spread([9000, 10], -70000, 70000), 1);
        yield return Along("no rows", Spread([0, 3]), 1);
        yield return Along("ties", Of([3, 5], 1, 5, 5, -1, -1, 2, 2, 2, 2, 2, 0, -0.0, 0, -0.0, 0), 1);
        yield return Along("ties along columns", Of([3, 2], 4, 1, 4, 1, 4, 2), 0);
        yield return Along("ties among lanes", Of([40], [.. Enumerable.Range(0, 40).Select(i => i % 7 == 3 ? 9.0 : i % 5 == 2 ? -9.0 : 0)]), 0);
        yield return Along(
            "special values", Of([4, 3], 1, double.NaN, double.NaN, double.PositiveInfinity, 1, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity, 2, double.PositiveInfinity, double.NaN), 1);
        yield return Along("a NaN in a long row", Of([2, 40], [.. Enumerable.Range(0, 80).Select(i => i is 29 or 31 or 78 ? double.NaN : i)]), 1);
        yield return Along("int64", Indices([2, 3], 1, 5, 3, -4, -6, -6), 1);
        yield return Sample("the axis stays", x => Call(x[0], 1, keepAxis: true), [Spread([3, 4])], x => Naive.Reduce(x[0], [3, 4], [1], Place)) with { SmoothOrder = 0 };
        yield return Sample("of all", x => Call(x[0]), [Spread([3, 4])], x => [Place(x[0])]) with { SmoothOrder = 0 };
        yield return Sample("of a scalar", x => Call(x[0]), [Scalar(3)], _ => [0]) with { SmoothOrder = 0 };
        yield return Sample("of a broadcast", x => Call(x[0].Expand([3, 4]), 0, keepAxis: false), [Spread([4])], x => new double[x[0].Length]) with { SmoothOrder = 0 };
        yield return Sample(
            "gathered at the places", x => x[0].Gather(1, Call(x[0], 1, keepAxis: true)), [Spread([3, 5])], x => Naive.Reduce(x[0], [3, 5], [1], group => group[(int)Place(group)])) with
        { IsLinear = false };
    }

    /// <inheritdoc/>
    public override IEnumerable<OperationErrorSample> Errors()
    {
        var name = OperationName;
        yield return Error<ArgumentException>(
            "an axis there is not", () => Call(Variable.Ones([2, 3]), 2, keepAxis: false), $"{name}: there is no axis 2 in a Variable of 2 axes; use -2 to 1");
        yield return Error<ArgumentException>(
            "no element along the axis", () => Call(Variable.Ones([3, 0]), 1, keepAxis: false), $"{name}: shape [3, 0] has no element along axis 1; give at least one to choose from");
        yield return Error<ArgumentException>("no element", () => Call(Variable.Ones([3, 0])), $"{name}: shape [3, 0] has no element; give at least one to choose from");
        yield return Error<ArgumentException>(
            "bools", () => Call(Variable.From([true, false])), $"{name}: elements are bool; cast first, x.To(DType.Float32)");
    }

    /// <summary>The name in messages.</summary>
    protected abstract string OperationName { get; }

    /// <summary>The place among all.</summary>
    protected abstract Variable Call(Variable x);

    /// <summary>The places along an axis.</summary>
    protected abstract Variable Call(Variable x, int axis, bool keepAxis);

    /// <summary>Whether a is more extreme than b.</summary>
    protected abstract bool IsBeyond(double a, double b);

    private double Place(double[] x)
    {
        var best = 0;
        for (var i = 1; i < x.Length; i++)
        {
            if (!double.IsNaN(x[best]) && (double.IsNaN(x[i]) || IsBeyond(x[i], x[best])))
                best = i;
        }

        return best;
    }

    private OperationSample Along(string name, SampleInput input, int axis) =>
        Sample(name, x => Call(x[0], axis, keepAxis: false), [input], x => Naive.Reduce(x[0], input.Shape, [axis], Place)) with { SmoothOrder = 0 };
}
