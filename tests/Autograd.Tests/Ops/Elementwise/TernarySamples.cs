using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Ops.Elementwise;

/// <summary>The samples every elementwise operation of three inputs has; its own class adds corners.</summary>
public abstract class TernarySamples<TOperation> : OperationSamples<TOperation>
    where TOperation : Operation
{
    private static readonly double[] Special =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, double.Epsilon, double.MaxValue, 1, -3];

    /// <summary>The ordinary inputs' ends.</summary>
    protected virtual (double Low, double High) First => (-2, 2);

    /// <inheritdoc cref="First"/>
    protected virtual (double Low, double High) Second => (-2, 2);

    /// <inheritdoc cref="First"/>
    protected virtual (double Low, double High) Third => (-2, 2);

    /// <inheritdoc/>
    public sealed override IEnumerable<OperationSample> Samples()
    {
        yield return Ordinary("0-d", Shape.Scalar, Shape.Scalar, Shape.Scalar);
        yield return Ordinary("no element", [0], [0], [0]);
        yield return Ordinary("tail 37", [37], [37], [37]);
        yield return Ordinary("matrix", [3, 5], [3, 5], [3, 5]);
        yield return AwayFromKinks("square", [3, 3]);
        yield return AwayFromKinks("wider than a thread's share", [2, 34000]);
        yield return Ordinary("two scalars", [2, 3], Shape.Scalar, Shape.Scalar);
        yield return Ordinary("scalars on the left", Shape.Scalar, [7], [1]);
        yield return Ordinary("each its own axis", [2, 1, 1], [3, 1], [4]);
        yield return Ordinary("last broadcasts all", [3], [3], [2, 1]);
        yield return Ordinary("no element broadcast", [0, 3], [1, 3], [3]);
        var n = Special.Length;
        int[] places = [.. Enumerable.Range(0, n * n * n)];
        yield return Of("special values", Of([n, n, n], [.. places.Select(i => Special[i / (n * n)])]), Of([n, n, n], [.. places.Select(i => Special[i / n % n])]),
            Of([n, n, n], [.. places.Select(i => Special[i % n])]))
            with
        { SmoothOrder = 0 };
        foreach (var sample in Corners())
            yield return sample;
    }

    /// <inheritdoc/>
    public override IEnumerable<OperationErrorSample> Errors()
    {
        var name = Call(Variable.Ones([1]), Variable.Ones([1]), Variable.Ones([1])).MadeBy!.Name;
        yield return Error<ArgumentException>(
            "shapes that do not broadcast",
            () => Call(Variable.Ones([2, 3]), Variable.Ones([3]), Variable.Ones([4])),
            $"{name}: shapes [2, 3] and [4] do not broadcast, axis −1 is 3 against 4; make the lengths equal or one of them 1");
    }

    /// <summary>The function.</summary>
    protected abstract Variable Call(Variable a, Variable b, Variable c);

    /// <summary>The function of one element of each.</summary>
    protected abstract double Value(double a, double b, double c);

    /// <summary>A number of a sample's first input, moved to where no step comes across a kink.</summary>
    protected virtual double Apart(double first) => first;

    /// <summary>What is special about the operation.</summary>
    protected virtual IEnumerable<OperationSample> Corners() => [];

    /// <summary>A sample of given numbers.</summary>
    protected OperationSample Of(string name, SampleInput a, SampleInput b, SampleInput c) =>
        Sample(name, x => Call(x[0], x[1], x[2]), [a, b, c], x =>
        {
            var common = NaiveBroadcast.Common(NaiveBroadcast.Common(a.Shape, b.Shape), c.Shape);
            return [.. Enumerable.Range(0, (int)common.Count).Select(i =>
                Value(x[0][NaiveBroadcast.Place(i, common, a.Shape)], x[1][NaiveBroadcast.Place(i, common, b.Shape)], x[2][NaiveBroadcast.Place(i, common, c.Shape)]))];
        });

    private OperationSample AwayFromKinks(string name, Shape shape)
    {
        var first = Spread(shape, First.Low, First.High);
        first = first with { Values = Array.ConvertAll(first.Values.ToArray(), Apart) };
        return Of(name, first, Spread(shape, Second.Low, Second.High, 1), Spread(shape, Third.Low, Third.High, 2));
    }

    private OperationSample Ordinary(string name, Shape a, Shape b, Shape c) =>
        Of(name, Spread(a, First.Low, First.High), Spread(b, Second.Low, Second.High, 1), Spread(c, Third.Low, Third.High, 2));
}
