namespace Autograd.GradientChecking;

/// <summary>
/// The samples of one operation. A test file that mirrors the operation's path holds one class derived from
/// <see cref="OperationSamples{TOperation}"/>, with samples and naive references and nothing else; reflection finds it.
/// </summary>
/// <example>
/// <code>
/// public sealed class TanhSamples : OperationSamples&lt;TanhOp&gt;
/// {
///     public override IEnumerable&lt;OperationSample&gt; Samples()
///     {
///         yield return Elementwise("vector tail", x =&gt; x.Tanh(), Spread([19]), Math.Tanh);
///         yield return Elementwise("scalar", x =&gt; x.Tanh(), Scalar(0.3), Math.Tanh);
///         yield return Elementwise("saturated", x =&gt; x.Tanh(), Of([2], 19, -21), Math.Tanh);
///     }
/// }
/// </code>
/// </example>
public abstract class OperationSamples
{
    /// <summary>The operation these samples are for.</summary>
    public abstract Type Operation { get; }

    /// <summary>At least eight samples, with a vector tail, a broadcast and a corner among them.</summary>
    public abstract IEnumerable<OperationSample> Samples();

    /// <summary>Wrong calls with their exact texts.</summary>
    public virtual IEnumerable<OperationErrorSample> Errors() => [];

    /// <inheritdoc cref="SampleInput.Of"/>
    protected static SampleInput Of(Shape shape, params ReadOnlySpan<double> values) => SampleInput.Of(shape, values);

    /// <inheritdoc cref="SampleInput.Scalar"/>
    protected static SampleInput Scalar(double value) => SampleInput.Scalar(value);

    /// <inheritdoc cref="SampleInput.Spread"/>
    protected static SampleInput Spread(Shape shape, double low = -2, double high = 2, int seed = 0) => SampleInput.Spread(shape, low, high, seed);

    /// <inheritdoc cref="SampleInput.Indices"/>
    protected static SampleInput Indices(Shape shape, params ReadOnlySpan<int> values) => SampleInput.Indices(shape, values);

    /// <inheritdoc cref="SampleInput.Booleans"/>
    protected static SampleInput Booleans(Shape shape, params ReadOnlySpan<bool> values) => SampleInput.Booleans(shape, values);

    /// <summary>A wrong call with its exact exception.</summary>
    /// <typeparam name="TException">The exception's exact type.</typeparam>
    /// <param name="name">What is wrong about the call.</param>
    /// <param name="call">The call.</param>
    /// <param name="message">The exact message.</param>
    protected static OperationErrorSample Error<TException>(string name, Action call, string message)
        where TException : Exception => new(name, call, typeof(TException), message);

    /// <summary>A sample of one output.</summary>
    /// <param name="name">What is special about the case.</param>
    /// <param name="function">From the inputs to the output.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="reference">The output's elements by naive loops, or null.</param>
    protected OperationSample Sample(
        string name, Func<Variable[], Variable> function, IReadOnlyList<SampleInput> inputs, Func<double[][], double[]>? reference = null) =>
        SampleOfMany(name, x => [function(x)], inputs, reference);

    /// <summary>A sample of several outputs.</summary>
    /// <param name="name">What is special about the case.</param>
    /// <param name="function">From the inputs to the outputs.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="reference">The outputs' elements, one output after the other, by naive loops, or null.</param>
    protected OperationSample SampleOfMany(
        string name, Func<Variable[], Variable[]> function, IReadOnlyList<SampleInput> inputs, Func<double[][], double[]>? reference = null) =>
        new() { Name = name, Operations = [Operation], Function = function, Inputs = inputs, Reference = reference };

    /// <summary>A sample of an elementwise function of one input.</summary>
    /// <param name="name">What is special about the case.</param>
    /// <param name="function">The function.</param>
    /// <param name="input">The input.</param>
    /// <param name="reference">The function of one element.</param>
    protected OperationSample Elementwise(string name, Func<Variable, Variable> function, SampleInput input, Func<double, double> reference) =>
        Sample(name, x => function(x[0]), [input], x => Array.ConvertAll(x[0], element => reference(element)));

    /// <summary>A sample of an elementwise function of two inputs; the reference is broadcast like the function.</summary>
    /// <param name="name">What is special about the case.</param>
    /// <param name="function">The function.</param>
    /// <param name="a">The first input.</param>
    /// <param name="b">The second input, of a shape that broadcasts with the first.</param>
    /// <param name="reference">The function of one element of each.</param>
    protected OperationSample Elementwise(
        string name, Func<Variable, Variable, Variable> function, SampleInput a, SampleInput b, Func<double, double, double> reference)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return Sample(name, x => function(x[0], x[1]), [a, b], x => NaiveBroadcast.Map(x[0], a.Shape, x[1], b.Shape, reference));
    }
}
