using Autograd.GradientChecking;
using Autograd.Ops;

namespace Autograd.Tests.Ops.Elementwise;

/// <summary>The samples every elementwise operation of one input has; its own class adds corners.</summary>
public abstract class UnarySamples<TOperation> : OperationSamples<TOperation>
    where TOperation : Operation
{
    /// <summary>NaN, infinities, both zeros, denormals, huge and tiny numbers, and where exponentials end.</summary>
    private static readonly double[] Special =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, double.Epsilon, -double.Epsilon, 3e-310, -3e-310,
        double.MaxValue, double.MinValue, 1e-300, -1e-300, 1e-9, -1e-9, 709.7, -709.7, 745, -745, 20, -20, 1, -1,
    ];

    /// <summary>The lower end of ordinary inputs.</summary>
    protected virtual double Low => -2;

    /// <summary>The upper end of ordinary inputs.</summary>
    protected virtual double High => 2;

    /// <summary>Where the function is defined.</summary>
    protected virtual InputDomain Domain => InputDomain.Real;

    /// <summary>Whether the function is linear.</summary>
    protected virtual bool IsLinear => false;

    /// <inheritdoc/>
    public sealed override IEnumerable<OperationSample> Samples()
    {
        yield return Ordinary("0-d", Shape.Scalar);
        yield return Ordinary("one element", [1]);
        yield return Ordinary("no element", [0]);
        yield return Ordinary("no element, 3-d", [2, 0, 3]);
        yield return Ordinary("tail 37", [37]);
        yield return Ordinary("matrix", [3, 5]);
        yield return Ordinary("5-d", [2, 1, 3, 2, 2]);
        yield return Wide();
        yield return Sample("broadcast before", x => Call(x[0].Expand([3, 4])), [Input([4])], x => Map([.. x[0], .. x[0], .. x[0]]))
            with
        { IsLinear = IsLinear };
        yield return Elementwise("special values", Call, Of([Special.Length], Special), Value) with { SmoothOrder = 0 };
        foreach (var sample in Corners())
            yield return sample;
    }

    /// <summary>The function.</summary>
    protected abstract Variable Call(Variable x);

    /// <summary>The function of one element.</summary>
    protected abstract double Value(double x);

    /// <summary>What is special about the operation.</summary>
    protected virtual IEnumerable<OperationSample> Corners() => [];

    private SampleInput Input(Shape shape) => Spread(shape, Low, High).On(Domain);

    /// <summary>More elements than one thread takes at a time, so far from 0 that steps do not cross it.</summary>
    private OperationSample Wide()
    {
        var input = Input([3, 23000]);
        var values = Array.ConvertAll(input.Values.ToArray(), x => x + Math.CopySign(0.25, x));
        return Elementwise("wider than a thread's share", Call, input with { Values = values }, Value) with { IsLinear = IsLinear };
    }

    private OperationSample Ordinary(string name, Shape shape) => Elementwise(name, Call, Input(shape), Value) with { IsLinear = IsLinear };

    private double[] Map(double[] x) => Array.ConvertAll(x, Value);
}
