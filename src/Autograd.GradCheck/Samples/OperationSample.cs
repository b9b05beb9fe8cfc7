namespace Autograd.GradientChecking;

/// <summary>
/// One case of the operation table: a function that exercises an operation, the inputs it is called with, and what is known
/// of it. Every suite (values, gradients, layouts, devices, …) runs over every sample.
/// </summary>
public sealed record OperationSample
{
    /// <summary>What is special about the case: <c>vector tail</c>, <c>broadcast</c>, <c>at zero</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The operations exercised, the one the sample is for first.</summary>
    public required IReadOnlyList<Type> Operations { get; init; }

    /// <summary>The function from the inputs to one or more outputs. Called often: it must be pure.</summary>
    public required Func<Variable[], Variable[]> Function { get; init; }

    /// <summary>The inputs.</summary>
    public required IReadOnlyList<SampleInput> Inputs { get; init; }

    /// <summary>
    /// The outputs by naive loops in float64: gets each input's elements in row-major order and gives the outputs' elements
    /// one after the other. Null where there is no simpler form than the operation itself.
    /// </summary>
    public Func<double[][], double[]>? Reference { get; init; }

    /// <summary>
    /// The gradients that are defined at this very point for cotangents of ones, one array a differentiable input: for
    /// corners where differences cannot tell (ties, kinks, √ at 0). Null elsewhere: a rule is never restated.
    /// </summary>
    public Func<double[][], double[][]>? GradientReference { get; init; }

    /// <summary>The highest order of derivative that exists around the inputs; 0 where only values are to be checked.</summary>
    public int SmoothOrder { get; init; } = 2;

    /// <summary>Whether the inputs sit on a kink on purpose: the first-order verdict must be <see cref="Verdict.Kink"/>.</summary>
    public bool IsAtKink { get; init; }

    /// <summary>Whether the function is linear in its differentiable inputs together.</summary>
    public bool IsLinear { get; init; }

    /// <summary>A remark for readers of a failure.</summary>
    public string? Notes { get; init; }

    /// <summary>Fresh Variables of the inputs; none requires a gradient.</summary>
    /// <param name="floatType">The type of the float inputs.</param>
    /// <param name="device">Where they lie; the CPU by default.</param>
    public Variable[] ToVariables(DType floatType = DType.Float64, Device? device = null)
    {
        var variables = new Variable[Inputs.Count];
        for (var i = 0; i < variables.Length; i++)
            variables[i] = Inputs[i].ToVariable(floatType, device);
        return variables;
    }

    /// <summary>The inputs' elements, as <see cref="Reference"/> and <see cref="GradientReference"/> take them.</summary>
    public double[][] ToArrays()
    {
        var arrays = new double[Inputs.Count][];
        for (var i = 0; i < arrays.Length; i++)
            arrays[i] = Inputs[i].Values.ToArray();
        return arrays;
    }

    /// <summary>The first operation's name and the sample's.</summary>
    public override string ToString() => Operations.Count == 0 ? Name : $"{Operations[0].Name}: {Name}";
}
