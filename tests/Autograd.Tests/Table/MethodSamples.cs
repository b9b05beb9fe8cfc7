using Autograd.GradientChecking;

namespace Autograd.Tests.Table;

/// <summary>
/// The samples of a method that composes operations and has none of its own. Every suite of the operation table runs over them;
/// reflection finds the class.
/// </summary>
public abstract class MethodSamples
{
    /// <summary>The method's name.</summary>
    public abstract string Method { get; }

    /// <summary>The operation it rests on.</summary>
    public abstract Type Operation { get; }

    /// <summary>At least eight samples, with a vector tail, a broadcast and an array without elements among them.</summary>
    public abstract IEnumerable<OperationSample> Samples();

    /// <summary>Wrong calls with their exact texts.</summary>
    public virtual IEnumerable<OperationErrorSample> Errors() => [];

    /// <inheritdoc/>
    public override string ToString() => Method;

    private protected static SampleInput Of(Shape shape, params ReadOnlySpan<double> values) => SampleInput.Of(shape, values);

    private protected static SampleInput Scalar(double value) => SampleInput.Scalar(value);

    private protected static SampleInput Spread(Shape shape, double low = -2, double high = 2, int seed = 0) => SampleInput.Spread(shape, low, high, seed);

    private protected static SampleInput Indices(Shape shape, params ReadOnlySpan<int> values) => SampleInput.Indices(shape, values);

    private protected static SampleInput Booleans(Shape shape, params ReadOnlySpan<bool> values) => SampleInput.Booleans(shape, values);

    private protected static OperationErrorSample Error<TException>(string name, Action call, string message)
        where TException : Exception => new(name, call, typeof(TException), message);

    private protected OperationSample Sample(string name, Func<Variable[], Variable> function, IReadOnlyList<SampleInput> inputs, Func<double[][], double[]> reference) =>
        new() { Name = $"{Method} {name}", Operations = [Operation], Function = x => [function(x)], Inputs = inputs, Reference = reference };
}
