using Autograd.Backends;

namespace Autograd.NN;

/// <summary>Stochastic gradient descent with momentum, as PyTorch defines it.</summary>
/// <remarks>
/// g ← g + λx; b ← μb + (1 − τ)g, b = g at the first step; x ← x − lr · b, or x − lr · (g + μb) by Nesterov. Without momentum
/// x ← x − lr · g and nothing is remembered. On the CPU one pass does it all, in place.
/// </remarks>
public sealed class Sgd : ElementwiseOptimiser
{
    /// <summary>Prepares for the parameters of modules.</summary>
    /// <param name="parameters">Such as <c>model.Parameters()</c>.</param>
    /// <param name="learningRate">lr.</param>
    /// <param name="momentum">μ, 0 or more.</param>
    /// <param name="dampening">τ; 0 for Nesterov.</param>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="nesterov">Whether the step looks ahead; needs momentum.</param>
    /// <exception cref="ArgumentException">A number is out of its range, there are no parameters, or one comes twice.</exception>
    public Sgd(
        IEnumerable<Parameter> parameters,
        double learningRate,
        double momentum = 0,
        double dampening = 0,
        double weightDecay = 0,
        bool nesterov = false)
        : this([new ParameterGroup(parameters)], learningRate, momentum, dampening, weightDecay, nesterov)
    {
    }

    /// <summary>Prepares for Variables that no module holds; they require gradients from here on.</summary>
    /// <param name="variables">Leaves of float32 or float64.</param>
    /// <param name="learningRate">lr.</param>
    /// <param name="momentum">μ, 0 or more.</param>
    /// <param name="dampening">τ; 0 for Nesterov.</param>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="nesterov">Whether the step looks ahead; needs momentum.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or there are no Variables.</exception>
    public Sgd(
        IEnumerable<Variable> variables,
        double learningRate,
        double momentum = 0,
        double dampening = 0,
        double weightDecay = 0,
        bool nesterov = false)
        : this([new ParameterGroup(variables)], learningRate, momentum, dampening, weightDecay, nesterov)
    {
    }

    /// <summary>Prepares for groups of parameters; the numbers here are for groups that state none of their own.</summary>
    /// <param name="groups">Each parameter in one of them.</param>
    /// <param name="learningRate">lr.</param>
    /// <param name="momentum">μ, 0 or more.</param>
    /// <param name="dampening">τ; 0 for Nesterov.</param>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="nesterov">Whether the step looks ahead; needs momentum.</param>
    /// <exception cref="ArgumentException">A number is out of its range, there are no parameters, one comes twice, or two groups have one name.</exception>
    public Sgd(
        IReadOnlyList<ParameterGroup> groups,
        double learningRate,
        double momentum = 0,
        double dampening = 0,
        double weightDecay = 0,
        bool nesterov = false)
        : base(groups, Defaults(learningRate, momentum, dampening, weightDecay), new FusedUpdate<SgdRule>("Sgd.Step"), HasMomentum(groups, momentum) ? ["momentum"] : [])
    {
        foreach (var group in Groups)
        {
            if (nesterov && (group.Momentum == 0 || dampening != 0))
                throw Errors.Argument(Kind, $"Nesterov with momentum {group.Momentum}, dampening {dampening}", "it needs momentum and no dampening");
        }

        (Dampening, IsNesterov) = (dampening, nesterov);
    }

    /// <summary>μ, of the first group.</summary>
    public double Momentum => Groups[0].Momentum;

    /// <summary>τ.</summary>
    public double Dampening { get; }

    /// <summary>λ, of the first group.</summary>
    public double WeightDecay => Groups[0].WeightDecay;

    /// <summary>Whether the step looks ahead.</summary>
    public bool IsNesterov { get; }

    internal override string Kind => "sgd";

    private protected override UpdateNumbers Numbers(OptimiserGroup group, long step)
    {
        var options = group.Momentum == 0 ? UpdateOptions.None : UpdateOptions.First | UpdateOptions.Momentum;
        if (IsNesterov)
            options |= UpdateOptions.Nesterov;
        return Common(group, group.LearningRate, options) with { MeanKept = group.Momentum, MeanAdded = Damp(step) };
    }

    private protected override void Update(OptimiserGroup group, Variable value, Variable gradient, ReadOnlySpan<Variable> states, long step)
    {
        if (group.Momentum == 0)
            states = default;
        var x = value.Detach();
        var g = Penalised(group, x, gradient);
        if (!states.IsEmpty)
        {
            var memory = states[0];
            memory.CopyFrom((memory * group.Momentum) + (g * Damp(step)));
            g = IsNesterov ? g + (memory * group.Momentum) : memory;
        }

        value.CopyFrom((x * group.Keep) - (g * group.LearningRate));
    }

    /// <summary>What of the gradient goes to the buffer. The first buffer is the gradient itself, undamped; zeros are there before it.</summary>
    private double Damp(long step) => step == 1 ? 1 : 1 - Dampening;

    private static GroupDefaults Defaults(double learningRate, double momentum, double dampening, double weightDecay) =>
        momentum >= 0 && weightDecay >= 0 && double.IsFinite(momentum + weightDecay + dampening)
            ? new GroupDefaults(learningRate, weightDecay) { Momentum = momentum }
            : throw Errors.Argument(
                "sgd", $"momentum {momentum}, dampening {dampening}, weight decay {weightDecay}", "use finite numbers, momentum and decay of 0 or more");

    private static bool HasMomentum(IReadOnlyList<ParameterGroup> groups, double momentum)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return groups.Any(group => (group?.Momentum ?? momentum) != 0);
    }
}
