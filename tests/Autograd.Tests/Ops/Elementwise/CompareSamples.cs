using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Ops.Elementwise;

/// <summary>The samples every comparison has. No gradient passes; multiplied by an input, what comes after is differentiable.</summary>
public abstract class CompareSamples<TOperation> : OperationSamples<TOperation>
    where TOperation : Operation
{
    private static readonly double[] Special =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue, 1, -1];

    /// <inheritdoc/>
    public sealed override IEnumerable<OperationSample> Samples()
    {
        yield return Ordinary("0-d", Shape.Scalar, Shape.Scalar);
        yield return Ordinary("no element", [0], [0]);
        yield return Ordinary("tail 37", [37], [37]);
        yield return Ordinary("matrix", [3, 5], [3, 5]);
        yield return Ordinary("wider than a thread's share", [2, 34000], [2, 34000]);
        yield return Ordinary("row and column", [4, 1], [3]);
        yield return Ordinary("scalar on the right", [2, 3], Shape.Scalar);
        yield return Ordinary("ties", Of([5], 1, 2, 3, 4, 5), Of([5], 1, 2, 0, 9, 5));
        yield return Elementwise("against a number", x => Call(x, 0.25), Of([5], 0.25, 1, -1, 0, 0.5), x => Holds(x, 0.25) ? 1 : 0) with { SmoothOrder = 0 };
        yield return Ordinary("int64", Indices([5], 1, 2, 3, 4, 5), Indices([5], 1, 3, 2, 4, -5));
        yield return Elementwise(
            "of nothing in the product's gradient", (a, b) => a * Call(a, b).To(a.DType), Spread([9]), Spread([9], seed: 1), (a, b) => Holds(a, b) ? a : 0 * a);
        var count = Special.Length;
        var rows = Enumerable.Range(0, count * count).Select(i => Special[i / count]).ToArray();
        var columns = Enumerable.Range(0, count * count).Select(i => Special[i % count]).ToArray();
        yield return Ordinary("special values", Of([count, count], rows), Of([count, count], columns));
    }

    /// <inheritdoc/>
    public override IEnumerable<OperationErrorSample> Errors()
    {
        var name = Call(Variable.Ones([1]), Variable.Ones([1])).MadeBy!.Name;
        yield return Error<ArgumentException>(
            "shapes that do not broadcast",
            () => Call(Variable.Ones([2, 3]), Variable.Ones([4])),
            $"{name}: shapes [2, 3] and [4] do not broadcast, axis −1 is 3 against 4; make the lengths equal or one of them 1");
    }

    /// <summary>The comparison.</summary>
    protected abstract Variable Call(Variable a, Variable b);

    /// <summary>The comparison with a number.</summary>
    protected abstract Variable Call(Variable a, double b);

    /// <summary>Whether it holds for one element of each.</summary>
    protected abstract bool Holds(double a, double b);

    private OperationSample Ordinary(string name, Shape a, Shape b) => Ordinary(name, Spread(a), Spread(b, seed: 1));

    private OperationSample Ordinary(string name, SampleInput a, SampleInput b) =>
        Elementwise(name, Call, a, b, (x, y) => Holds(x, y) ? 1 : 0) with { SmoothOrder = 0 };
}
