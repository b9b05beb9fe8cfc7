namespace Autograd.NN;

/// <summary>
/// Adam (Kingma and Ba, 2015): steps along the mean gradient over the root of the mean squared gradient, both corrected for
/// their start at zero; with <see cref="IsDecoupled"/> it is AdamW (Loshchilov and Hutter, 2019).
/// </summary>
/// <remarks>
/// m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; x ← x − lr · m̂ / (√v̂ + ε), m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
/// Weight decay λ adds λx to g, or, decoupled, first makes x ← (1 − lr·λ)x. On the CPU one pass does it all, in place.
/// </remarks>
public sealed class Adam : Optimiser
{
    /// <summary>Prepares for the parameters of modules.</summary>
    /// <param name="parameters">Such as <c>model.Parameters()</c>.</param>
    /// <param name="learningRate">lr.</param>
    /// <param name="beta1">β₁, from 0 to below 1.</param>
    /// <param name="beta2">β₂, from 0 to below 1.</param>
    /// <param name="epsilon">ε, 0 or more.</param>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="decoupled">Whether the decay acts on the parameter alone: AdamW.</param>
    /// <exception cref="ArgumentException">A number is out of its range, there are no parameters, or one comes twice.</exception>
    public Adam(
        IEnumerable<Parameter> parameters,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0,
        bool decoupled = false)
        : base(parameters, learningRate, "first", "second")
    {
        if (beta1 is not (>= 0 and < 1) || beta2 is not (>= 0 and < 1))
            throw Errors.Argument(Kind, $"β are {beta1} and {beta2}", "use numbers from 0 to below 1");
        if (!(epsilon >= 0 && weightDecay >= 0))
            throw Errors.Argument(Kind, $"ε is {epsilon}, the weight decay {weightDecay}", "use numbers of 0 or more");
        (Beta1, Beta2, Epsilon, WeightDecay, IsDecoupled) = (beta1, beta2, epsilon, weightDecay, decoupled);
    }

    /// <summary>Prepares for Variables that no module holds; they require gradients from here on.</summary>
    /// <param name="variables">Leaves of float32 or float64.</param>
    /// <param name="learningRate">lr.</param>
    /// <param name="beta1">β₁, from 0 to below 1.</param>
    /// <param name="beta2">β₂, from 0 to below 1.</param>
    /// <param name="epsilon">ε, 0 or more.</param>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="decoupled">Whether the decay acts on the parameter alone: AdamW.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or there are no Variables.</exception>
    public Adam(
        IEnumerable<Variable> variables,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0,
        bool decoupled = false)
        : this(Wrap(variables), learningRate, beta1, beta2, epsilon, weightDecay, decoupled)
    {
    }

    /// <summary>β₁, the mean gradient's memory.</summary>
    public double Beta1 { get; }

    /// <summary>β₂, the mean squared gradient's memory.</summary>
    public double Beta2 { get; }

    /// <summary>ε, added to the root.</summary>
    public double Epsilon { get; }

    /// <summary>λ.</summary>
    public double WeightDecay { get; }

    /// <summary>Whether the decay acts on the parameter alone: AdamW.</summary>
    public bool IsDecoupled { get; }

    internal override string Kind => "adam";

    /// <summary>Whether the one-pass loop is left out, so that tests compare it with the formula in Variables.</summary>
    internal bool UsesVariables { get; set; }

    private protected override void Update(Variable value, Variable gradient, ReadOnlySpan<Variable> states, long step)
    {
        var rate = LearningRate / (1 - Math.Pow(Beta1, step));
        var scale = 1 / Math.Sqrt(1 - Math.Pow(Beta2, step));
        var decay = IsDecoupled ? 0 : WeightDecay;
        var keep = IsDecoupled ? 1 - (LearningRate * WeightDecay) : 1;
        if (!UsesVariables && FusedUpdate.CanRun(value, gradient))
        {
            var rule = new AdamRule(Beta1, Beta2, Epsilon, decay, keep, rate, scale);
            FusedUpdate.Run(rule, "Adam.Step", value, gradient, states[0], states[1]);
            return;
        }

        using var scope = new Scope(onThreadOnly: true);
        var (x, m, v) = (value.Detach(), states[0], states[1]);
        var g = gradient.Detach();
        if (decay != 0)
            g += x * decay;
        m.CopyFrom((m * Beta1) + (g * (1 - Beta1)));
        v.CopyFrom((v * Beta2) + (g * g * (1 - Beta2)));
        value.CopyFrom((x * keep) - (m / ((v.Sqrt() * scale) + Epsilon) * rate));
    }
}
