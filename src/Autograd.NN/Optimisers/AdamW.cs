namespace Autograd.NN;

/// <summary>
/// AdamW (Loshchilov and Hutter, 2019): <see cref="Adam"/> whose weight decay acts on the parameter alone, x ← (1 − lr·λ)x
/// before each step, and so is not divided by the size of the gradients.
/// </summary>
public sealed class AdamW : Adam
{
    /// <summary>Prepares for the parameters of modules.</summary>
    /// <param name="parameters">Such as <c>model.Parameters()</c>.</param>
    /// <param name="learningRate">lr.</param>
    /// <param name="beta1">β₁, from 0 to below 1.</param>
    /// <param name="beta2">β₂, from 0 to below 1.</param>
    /// <param name="epsilon">ε, 0 or more.</param>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="amsgrad">Whether the largest v so far stands under the root.</param>
    /// <exception cref="ArgumentException">A number is out of its range, there are no parameters, or one comes twice.</exception>
    public AdamW(
        IEnumerable<Parameter> parameters,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 1e-2,
        bool amsgrad = false)
        : this([new ParameterGroup(parameters)], learningRate, beta1, beta2, epsilon, weightDecay, amsgrad)
    {
    }

    /// <summary>Prepares for Variables that no module holds; they require gradients from here on.</summary>
    /// <param name="variables">Leaves of float32 or float64.</param>
    /// <param name="learningRate">lr.</param>
    /// <param name="beta1">β₁, from 0 to below 1.</param>
    /// <param name="beta2">β₂, from 0 to below 1.</param>
    /// <param name="epsilon">ε, 0 or more.</param>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="amsgrad">Whether the largest v so far stands under the root.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or there are no Variables.</exception>
    public AdamW(
        IEnumerable<Variable> variables,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 1e-2,
        bool amsgrad = false)
        : this([new ParameterGroup(variables)], learningRate, beta1, beta2, epsilon, weightDecay, amsgrad)
    {
    }

    /// <summary>Prepares for groups of parameters; the numbers here are for groups that state none of their own.</summary>
    /// <param name="groups">Each parameter in one of them.</param>
    /// <param name="learningRate">lr.</param>
    /// <param name="beta1">β₁, from 0 to below 1.</param>
    /// <param name="beta2">β₂, from 0 to below 1.</param>
    /// <param name="epsilon">ε, 0 or more.</param>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="amsgrad">Whether the largest v so far stands under the root.</param>
    /// <exception cref="ArgumentException">A number is out of its range, there are no parameters, one comes twice, or two groups have one name.</exception>
    public AdamW(
        IReadOnlyList<ParameterGroup> groups,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 1e-2,
        bool amsgrad = false)
        : base(groups, Defaults("adamw", learningRate, beta1, beta2, epsilon, weightDecay, decoupled: true), amsgrad)
    {
    }

    internal override string Kind => "adamw";
}
