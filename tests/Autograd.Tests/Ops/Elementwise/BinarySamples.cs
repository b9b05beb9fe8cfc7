using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Ops.Elementwise;

/// <summary>The samples every elementwise operation of two inputs has; its own class adds corners.</summary>
public abstract class BinarySamples<TOperation> : OperationSamples<TOperation>
    where TOperation : Operation
{
    private static readonly double[] Special =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, double.Epsilon, -double.Epsilon, 3e-310, double.MaxValue,
        double.MinValue, 1e-300, 1, -1, 2, -3, 0.5, 1e6,
    ];

    /// <summary>The ordinary inputs' ends and domains.</summary>
    protected virtual (double Low, double High, InputDomain Domain) First => (-2, 2, InputDomain.Real);

    /// <inheritdoc cref="First"/>
    protected virtual (double Low, double High, InputDomain Domain) Second => (-2, 2, InputDomain.Real);

    /// <summary>Whether the function is linear in both together.</summary>
    protected virtual bool IsLinear => false;

    /// <summary>Whether the first input has a kink at 0, which many numbers in a row come too near to.</summary>
    protected virtual bool IsKinkedAtZero => false;

    /// <summary>Whether the operation knows no broadcasting of its own.</summary>
    protected virtual bool EqualShapesOnly => false;

    /// <inheritdoc/>
    public sealed override IEnumerable<OperationSample> Samples()
    {
        yield return Ordinary("0-d", Shape.Scalar, Shape.Scalar);
        yield return Ordinary("no element", [0], [0]);
        yield return Ordinary("tail 37", [37], [37]);
        yield return Ordinary("matrix", [3, 5], [3, 5]);
        yield return Wide();
        if (!EqualShapesOnly)
        {
            yield return Ordinary("scalar on the right", [2, 3], Shape.Scalar);
            yield return Ordinary("scalar on the left", Shape.Scalar, [7]);
            yield return Ordinary("row and column", [4, 1], [3]);
            yield return Ordinary("column broadcast", [2, 3, 4], [3, 1]);
            yield return Ordinary("no element broadcast", [0, 3], [1, 3]);
            yield return Ordinary("both broadcast, 5-d", [2, 1, 3, 1, 2], [2, 1, 2, 1]);
        }

        var count = Special.Length;
        var rows = Enumerable.Range(0, count * count).Select(i => Special[i / count]).ToArray();
        var columns = Enumerable.Range(0, count * count).Select(i => Special[i % count]).ToArray();
        yield return Elementwise("special values", Call, Of([count, count], rows), Of([count, count], columns), Value) with { SmoothOrder = 0 };
        foreach (var sample in Corners())
            yield return sample;
    }

    /// <inheritdoc/>
    public override IEnumerable<OperationErrorSample> Errors() => EqualShapesOnly ? [] : Wrong();

    /// <summary>The function.</summary>
    protected abstract Variable Call(Variable a, Variable b);

    /// <summary>The function of one element of each.</summary>
    protected abstract double Value(double a, double b);

    /// <summary>What is special about the operation.</summary>
    protected virtual IEnumerable<OperationSample> Corners() => [];

    private IEnumerable<OperationErrorSample> Wrong()
    {
        var name = Call(Variable.Ones([1]), Variable.Ones([1])).MadeBy!.Name;
        yield return Error<ArgumentException>(
            "shapes that do not broadcast",
            () => Call(Variable.Ones([2, 3]), Variable.Ones([4])),
            $"{name}: shapes [2, 3] and [4] do not broadcast, axis −1 is 3 against 4; make the lengths equal or one of them 1");
        yield return Error<ArgumentException>(
            "two float types",
            () => Call(Variable.Ones([2]), Variable.Ones([2], DType.Float64)),
            $"{name}: operands are float32 and float64; cast one of them, x.To(DType.Float64) or x.To(DType.Float32)");
    }

    /// <summary>More elements than one thread takes at a time; both inputs' numbers are so far apart that steps make no tie.</summary>
    private OperationSample Wide()
    {
        const double Apart = 0.25;
        Shape shape = [2, 34000];
        var a = Spread(shape, First.Low, First.High).On(First.Domain);
        var b = Spread(shape, Second.Low, Second.High, 1).On(Second.Domain);
        var (first, second) = (a.Values.ToArray(), b.Values.ToArray());
        var middle = (Second.Low + Second.High) / 2;
        for (var i = 0; i < first.Length; i++)
        {
            if (Math.Abs(first[i] - second[i]) < Apart)
                second[i] += second[i] < middle ? 2 * Apart : -2 * Apart;
        }

        if (IsKinkedAtZero)
            a = a with { Values = Array.ConvertAll(first, x => x + Math.CopySign(Apart, x)) };
        return Elementwise("wider than a thread's share", Call, a, b with { Values = second }, Value) with { IsLinear = IsLinear };
    }

    private OperationSample Ordinary(string name, Shape a, Shape b) =>
        Elementwise(name, Call, Spread(a, First.Low, First.High).On(First.Domain), Spread(b, Second.Low, Second.High, 1).On(Second.Domain), Value)
            with
        { IsLinear = IsLinear };
}
