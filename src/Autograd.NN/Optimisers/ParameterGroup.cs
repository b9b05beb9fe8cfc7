namespace Autograd.NN;

/// <summary>
/// Parameters that an optimiser treats alike, and how it treats them where that is not what it does with the others:
/// <c>new AdamW([new ParameterGroup(model.Parameters("head.*")) { LearningRate = 1e-3 }, new ParameterGroup(model.ParametersExcept("head.*"))])</c>.
/// </summary>
/// <remarks>
/// A description only: what is null is the optimiser's own. What the optimiser makes of it is in its
/// <see cref="Optimiser.Groups"/>, where it may be changed between steps.
/// </remarks>
public sealed class ParameterGroup
{
    /// <summary>Groups parameters of modules.</summary>
    /// <param name="parameters">Such as <c>model.Parameters("head.*")</c>.</param>
    public ParameterGroup(IEnumerable<Parameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Parameters = [.. parameters];
    }

    /// <summary>Groups Variables that no module holds; they require gradients from here on.</summary>
    /// <param name="variables">Leaves of float32 or float64.</param>
    public ParameterGroup(IEnumerable<Variable> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        Parameters = [.. variables.Select((variable, index) => new Parameter(null, $"{index}", variable))];
    }

    /// <summary>The parameters, in the order given.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The group's name in errors and files, free of slashes; its place among the groups where null.</summary>
    public string? Name { get; init; }

    /// <summary>How far a step goes.</summary>
    public double? LearningRate { get; init; }

    /// <summary>λ: L2's, or the decay of the parameter alone where <see cref="Decoupled"/>.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>Whether the weight decay acts on the parameter alone, x ← (1 − lr·λ)x, and not through the gradient.</summary>
    public bool? Decoupled { get; init; }

    /// <summary>λ₁, with which L1's λ₁ · sign(x) is added to the gradient; sign(0) = 0.</summary>
    public double? L1 { get; init; }

    /// <summary>The momentum μ of <see cref="Sgd"/> and <see cref="RmsProp"/>, the β₁ of <see cref="Adam"/>.</summary>
    public double? Momentum { get; init; }

    /// <summary>The memory of the squared gradient: the β₂ of <see cref="Adam"/>, the α of <see cref="RmsProp"/>.</summary>
    public double? Beta2 { get; init; }

    /// <summary>The ε added to the root of the squared gradient.</summary>
    public double? Epsilon { get; init; }
}
