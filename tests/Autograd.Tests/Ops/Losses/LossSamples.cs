using Autograd.GradientChecking;
using Autograd.Ops;
using Autograd.Tests.Ops.Elementwise;

namespace Autograd.Tests.Ops.Losses;

/// <summary>The samples every loss of two Variables has beside those of an elementwise operation; its own class adds corners.</summary>
public abstract class LossSamples<TOperation> : BinarySamples<TOperation>
    where TOperation : Operation
{
    /// <summary>The losses' shapes are equal: they broadcast nothing.</summary>
    protected sealed override bool EqualShapesOnly => true;

    /// <summary>The name in messages.</summary>
    protected abstract string OperationName { get; }

    /// <inheritdoc/>
    public override IEnumerable<OperationErrorSample> Errors()
    {
        var name = OperationName;
        yield return Error<ArgumentException>(
            "shapes that broadcast",
            () => Call(Variable.Ones([3]), Variable.Ones([3, 1])),
            $"{name}: the prediction has shape [3], the target [3, 1]; make them equal, with Reshape, Unsqueeze or Expand");
        yield return Error<ArgumentException>(
            "two float types",
            () => Call(Variable.Ones([2]), Variable.Ones([2], DType.Float64)),
            $"{name}: operands are float32 and float64; cast one of them, x.To(DType.Float64) or x.To(DType.Float32)");
        yield return Error<ArgumentException>(
            "integers", () => Call(Variable.Ones([2], DType.Int64), Variable.Ones([2])), $"{name}: elements are int64; cast first, x.To(DType.Float32)");
        yield return Error<ArgumentException>(
            "a batch's mean of a scalar",
            () => Call(Variable.Ones(Shape.Scalar), Variable.Ones(Shape.Scalar), LossReduction.BatchMean),
            $"{name}: a scalar has no batch to take the mean over; use LossReduction.Mean");
    }

    /// <summary>The loss.</summary>
    protected abstract Variable Call(Variable a, Variable b, LossReduction reduction);

    /// <inheritdoc/>
    protected sealed override Variable Call(Variable a, Variable b) => Call(a, b, LossReduction.None);

    /// <summary>What is special about the loss.</summary>
    protected virtual IEnumerable<OperationSample> MoreCorners() => [];

    /// <inheritdoc/>
    protected sealed override IEnumerable<OperationSample> Corners()
    {
        yield return Reduced("mean", [3, 4], LossReduction.Mean, 12);
        yield return Reduced("sum", [3, 4], LossReduction.Sum, 1);
        yield return Reduced("mean over the batch", [3, 4], LossReduction.BatchMean, 3);
        yield return Reduced("mean over nothing", [0], LossReduction.Mean, 0) with { SmoothOrder = 0 };
        yield return Elementwise(
            "of a broadcast", (a, b) => Call(a.Expand([2, 3]), b), Ordinary([3], First, 0), Ordinary([2, 3], Second, 1), Value);
        foreach (var sample in MoreCorners())
            yield return sample;
    }

    private static SampleInput Ordinary(Shape shape, (double Low, double High, InputDomain Domain) ends, int seed) =>
        Spread(shape, ends.Low, ends.High, seed).On(ends.Domain);

    private OperationSample Reduced(string name, Shape shape, LossReduction reduction, double divisor) =>
        Sample(
            name,
            x => Call(x[0], x[1], reduction),
            [Ordinary(shape, First, 0), Ordinary(shape, Second, 1)],
            x => [Naive.Sum([.. x[0].Select((a, i) => Value(a, x[1][i]))]) / divisor]);
}
