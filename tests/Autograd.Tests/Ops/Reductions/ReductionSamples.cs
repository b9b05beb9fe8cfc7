using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Ops.Reductions;

/// <summary>The samples every reduction has; its own class adds corners.</summary>
public abstract class ReductionSamples<TOperation> : OperationSamples<TOperation>
    where TOperation : Operation
{
    /// <summary>Whether the function is linear.</summary>
    protected virtual bool IsLinear => false;

    /// <summary>The ends of many numbers; where steps must make no tie, as far as they are many.</summary>
    protected virtual double Reach => 2;

    /// <summary>Whether reducing no element is an error.</summary>
    protected virtual bool NeedsElements => false;

    /// <inheritdoc/>
    public sealed override IEnumerable<OperationSample> Samples()
    {
        yield return Ordinary("0-d", Shape.Scalar);
        yield return Ordinary("all of a tail 37", [37]);
        yield return Ordinary("all of a matrix", [3, 5]);
        yield return Ordinary("first axis", [4, 5], 0);
        yield return Ordinary("last axis", [4, 7], -1);
        yield return Ordinary("middle axis", [2, 5, 3], 1);
        yield return Ordinary("outer and inner axis", [2, 3, 4], 0, 2);
        yield return Ordinary("neighbouring axes", [2, 3, 4], 2, 1);
        yield return Ordinary("axes of length 1", [1, 3, 1, 2], 0, 2);
        yield return Ordinary("5-d", [2, 1, 3, 2, 2], 0, 3);
        yield return Ordinary("long rows", Spread([3, 23000], -Reach, Reach), 1);
        yield return Ordinary("long columns", Spread([6000, 9], -Reach, Reach), 0);
        yield return Ordinary("no rows", [0, 3], 1);
        yield return Sample("axes stay", x => Call(x[0], [1], keepAxes: true), [Spread([3, 4])], x => Naive.Reduce(x[0], [3, 4], [1], Value)) with { IsLinear = IsLinear };
        yield return Sample("of a broadcast", x => Call(x[0].Expand([3, 4]), [0], keepAxes: false), [Spread([4])], x => Array.ConvertAll(x[0], v => Value([v, v, v])))
            with
        { IsLinear = IsLinear };
        if (!NeedsElements)
            yield return Ordinary("of no element", [3, 0], 1) with { SmoothOrder = 0 };
        yield return Ordinary("special values", Of([4, 3], double.NaN, 1, 2, double.PositiveInfinity, 1, 2, double.NegativeInfinity, 1, 2, double.PositiveInfinity, 1, double.NegativeInfinity), 1)
            with
        { SmoothOrder = 0 };
        foreach (var sample in Corners())
            yield return sample;
    }

    /// <inheritdoc/>
    public override IEnumerable<OperationErrorSample> Errors()
    {
        var name = OperationName;
        yield return Error<ArgumentException>(
            "an axis there is not", () => Call(Variable.Ones([2, 3]), [2], keepAxes: false), $"{name}: there is no axis 2 in a Variable of 2 axes; use -2 to 1");
        yield return Error<ArgumentException>(
            "an axis of a scalar", () => Call(Variable.Ones(Shape.Scalar), [0], keepAxes: false), $"{name}: there is no axis 0 in a Variable of 0 axes; a scalar has none, name no axis");
        yield return Error<ArgumentException>(
            "an axis twice", () => Call(Variable.Ones([2, 3]), [1, -1], keepAxes: false), $"{name}: axis -1 is named twice; name each axis once");
    }

    /// <summary>The name in messages.</summary>
    protected abstract string OperationName { get; }

    /// <summary>The reduction.</summary>
    protected abstract Variable Call(Variable x, int[] axes, bool keepAxes);

    /// <summary>The reduction of one group.</summary>
    protected abstract double Value(double[] x);

    /// <summary>What is special about the operation.</summary>
    protected virtual IEnumerable<OperationSample> Corners() => [];

    /// <summary>A sample whose axes go.</summary>
    protected OperationSample Ordinary(string name, SampleInput input, params int[] axes) =>
        Sample(name, x => Call(x[0], axes, keepAxes: false), [input], x => Naive.Reduce(x[0], input.Shape, axes, Value)) with { IsLinear = IsLinear };

    private OperationSample Ordinary(string name, Shape shape, params int[] axes) => Ordinary(name, Spread(shape), axes);
}
