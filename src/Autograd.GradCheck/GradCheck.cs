namespace Autograd.GradientChecking;

/// <summary>
/// Proves gradients against numerical differentiation in float64: values with error bars, forward and backward derivatives of
/// any order, layouts, aliasing and determinism, with a verdict for each and a diagnosis of what failed.
/// </summary>
/// <remarks>
/// <c>Verify</c> throws unless every verdict is a pass or a valid kink; <c>Run</c> returns the report. Arguments are copied,
/// float32 ones as float64, so the function must keep its inputs' dtype. It is called often and must be pure; it may draw
/// random streams, on the calling thread: every call gets those of the first.
/// </remarks>
/// <example><code>GradCheck.Verify((x, w) => x.MatMul(w).Tanh(), x, w);</code></example>
public static partial class GradCheck
{
    /// <summary>Checks a function of one input, and throws unless it passes.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">Where.</param>
    /// <param name="options">How; the defaults where null.</param>
    /// <returns>The report.</returns>
    /// <exception cref="GradCheckException">A verdict is worse than a kink; the message is the report.</exception>
    public static GradCheckReport Verify(Func<Variable, Variable> function, Variable x, GradCheckOptions? options = null) =>
        Demand(Run(function, x, options));

    /// <summary>Checks a function of two inputs, and throws unless it passes.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">The first input.</param>
    /// <param name="y">The second input.</param>
    /// <param name="options">How; the defaults where null.</param>
    /// <returns>The report.</returns>
    /// <exception cref="GradCheckException">A verdict is worse than a kink; the message is the report.</exception>
    public static GradCheckReport Verify(Func<Variable, Variable, Variable> function, Variable x, Variable y, GradCheckOptions? options = null) =>
        Demand(Run(function, x, y, options));

    /// <summary>Checks a function of three inputs, and throws unless it passes.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">The first input.</param>
    /// <param name="y">The second input.</param>
    /// <param name="z">The third input.</param>
    /// <param name="options">How; the defaults where null.</param>
    /// <returns>The report.</returns>
    /// <exception cref="GradCheckException">A verdict is worse than a kink; the message is the report.</exception>
    public static GradCheckReport Verify(
        Func<Variable, Variable, Variable, Variable> function, Variable x, Variable y, Variable z, GradCheckOptions? options = null) =>
        Demand(Run(function, x, y, z, options));

    /// <summary>Checks a function of any inputs with any outputs, and throws unless it passes.</summary>
    /// <param name="function">The function.</param>
    /// <param name="inputs">Where; integers and bools are constants.</param>
    /// <param name="options">How; the defaults where null.</param>
    /// <returns>The report.</returns>
    /// <exception cref="GradCheckException">A verdict is worse than a kink; the message is the report.</exception>
    public static GradCheckReport Verify(Func<Variable[], Variable[]> function, IReadOnlyList<Variable> inputs, GradCheckOptions? options = null) =>
        Demand(Run(function, inputs, options));

    /// <summary>Checks a sample of an operation, and throws unless it passes.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="options">How; domains, constants and the order are the sample's.</param>
    /// <returns>The report.</returns>
    /// <exception cref="GradCheckException">A verdict is worse than a kink; the message is the report.</exception>
    public static GradCheckReport Verify(OperationSample sample, GradCheckOptions? options = null) => Demand(Run(sample, options));

    /// <summary>
    /// Checks a loss by every parameter it reads, and throws unless it passes. Parameters are moved in place and put back bit
    /// by bit.
    /// </summary>
    /// <param name="loss">Computes the loss, or any float output, from the parameters and whatever else.</param>
    /// <param name="parameters">float64 leaves that require gradients.</param>
    /// <param name="options">How; the defaults where null.</param>
    /// <returns>The report.</returns>
    /// <exception cref="GradCheckException">A verdict is worse than a kink; the message is the report.</exception>
    public static GradCheckReport Model(Func<Variable> loss, IReadOnlyList<Variable> parameters, GradCheckOptions? options = null) =>
        Demand(RunModel(loss, parameters, options));

    /// <summary>Checks a function of one input.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">Where.</param>
    /// <param name="options">How; the defaults where null.</param>
    public static GradCheckReport Run(Func<Variable, Variable> function, Variable x, GradCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Run(inputs => [function(inputs[0])], [x], options);
    }

    /// <summary>Checks a function of two inputs.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">The first input.</param>
    /// <param name="y">The second input.</param>
    /// <param name="options">How; the defaults where null.</param>
    public static GradCheckReport Run(Func<Variable, Variable, Variable> function, Variable x, Variable y, GradCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Run(inputs => [function(inputs[0], inputs[1])], [x, y], options);
    }

    /// <summary>Checks a function of three inputs.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">The first input.</param>
    /// <param name="y">The second input.</param>
    /// <param name="z">The third input.</param>
    /// <param name="options">How; the defaults where null.</param>
    public static GradCheckReport Run(
        Func<Variable, Variable, Variable, Variable> function, Variable x, Variable y, Variable z, GradCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Run(inputs => [function(inputs[0], inputs[1], inputs[2])], [x, y, z], options);
    }

    /// <summary>Checks a function of any inputs with any outputs.</summary>
    /// <param name="function">The function.</param>
    /// <param name="inputs">Where; integers and bools are constants.</param>
    /// <param name="options">How; the defaults where null.</param>
    /// <exception cref="ArgumentException">No input can be differentiated by, an input lies outside its domain, or an option is wrong.</exception>
    /// <exception cref="InvalidOperationException">No output is a float64, or nothing was there to be checked.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public static GradCheckReport Run(Func<Variable[], Variable[]> function, IReadOnlyList<Variable> inputs, GradCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(inputs);
        options ??= GradCheckOptions.Default;
        return Checker.Run(() => Subject.OfFunction(function, inputs, options), options);
    }

    /// <summary>Checks a sample of an operation in its domains, up to the order it is smooth to.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="options">How; domains, constants and the order are the sample's.</param>
    /// <exception cref="ArgumentException">The sample is for values only, or has no differentiable input.</exception>
    public static GradCheckReport Run(OperationSample sample, GradCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (sample.SmoothOrder < 1)
            throw new ArgumentException($"gradcheck: {sample} is for values only; check samples of order 1 and more");
        options ??= GradCheckOptions.Default;
        var constants = new List<int>();
        var domains = new InputDomain?[sample.Inputs.Count];
        for (var i = 0; i < domains.Length; i++)
        {
            domains[i] = sample.Inputs[i].Domain;
            if (!sample.Inputs[i].IsDifferentiable)
                constants.Add(i);
        }

        return Run(
            sample.Function,
            sample.ToVariables(),
            options with { Domains = domains, Constants = constants, Orders = Math.Min(options.Orders, sample.SmoothOrder) });
    }

    /// <summary>Checks a loss by every parameter it reads. Parameters are moved in place and put back bit by bit.</summary>
    /// <param name="loss">Computes the loss, or any float output, from the parameters and whatever else.</param>
    /// <param name="parameters">float64 leaves that require gradients.</param>
    /// <param name="options">How; the defaults where null.</param>
    /// <exception cref="ArgumentException">A parameter is not float64, or no leaf that requires a gradient.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled; the parameters are put back.</exception>
    public static GradCheckReport RunModel(Func<Variable> loss, IReadOnlyList<Variable> parameters, GradCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(parameters);
        options ??= GradCheckOptions.Default;
        return Checker.Run(() => Subject.OfModel(loss, parameters, options), options);
    }

    /// <summary>
    /// Compares the float32 gradient of a function with its float64 gradient at the same, float32-rounded point, in units of
    /// what rounding the inputs alone must cost.
    /// </summary>
    /// <param name="function">The function, which keeps its inputs' dtype.</param>
    /// <param name="inputs">Where; floats of either type.</param>
    /// <param name="seed">The seed of cotangents and perturbations.</param>
    /// <param name="smallest">
    /// Elements below this size are measured by it and not by their own: cotangents are about 1, and a rule that reads its rounded
    /// output, 1 − y² of a saturated tanh, has no relative digits far below.
    /// </param>
    /// <exception cref="InvalidOperationException">Nothing was there to be compared.</exception>
    public static Float32Comparison CompareFloat32(
        Func<Variable[], Variable[]> function, IReadOnlyList<Variable> inputs, ulong seed = 1, double smallest = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(inputs);
        var comparison = Float32Comparer.Run(function, inputs, seed, smallest);
        return comparison.Compared > 0 ? comparison : throw new InvalidOperationException("gradcheck: nothing was compared; give inputs with elements that the outputs depend on");
    }

    private static GradCheckReport Demand(GradCheckReport report) => report.Passed ? report : throw new GradCheckException(report);
}
