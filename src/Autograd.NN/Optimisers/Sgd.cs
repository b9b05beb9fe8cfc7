namespace Autograd.NN;

/// <summary>Stochastic gradient descent with momentum, as PyTorch defines it.</summary>
/// <remarks>
/// g ← g + λx; b ← μb + (1 − τ)g, b = g at the first step; x ← x − lr · b, or x − lr · (g + μb) by Nesterov. Without momentum
/// x ← x − lr · g and nothing is remembered. On the CPU one pass does it all, in place.
/// </remarks>
public sealed class Sgd : Optimiser
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
        IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0, double weightDecay = 0, bool nesterov = false)
        : base(parameters, learningRate, momentum == 0 ? [] : ["momentum"])
    {
        if (!(momentum >= 0 && weightDecay >= 0) || !double.IsFinite(dampening))
            throw Errors.Argument(Kind, $"momentum {momentum}, dampening {dampening}, weight decay {weightDecay}", "use finite numbers, momentum and decay of 0 or more");
        if (nesterov && (momentum == 0 || dampening != 0))
            throw Errors.Argument(Kind, $"Nesterov with momentum {momentum}, dampening {dampening}", "it needs momentum and no dampening");
        (Momentum, Dampening, WeightDecay, IsNesterov) = (momentum, dampening, weightDecay, nesterov);
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
        IEnumerable<Variable> variables, double learningRate, double momentum = 0, double dampening = 0, double weightDecay = 0, bool nesterov = false)
        : this(Wrap(variables), learningRate, momentum, dampening, weightDecay, nesterov)
    {
    }

    /// <summary>μ.</summary>
    public double Momentum { get; }

    /// <summary>τ.</summary>
    public double Dampening { get; }

    /// <summary>λ.</summary>
    public double WeightDecay { get; }

    /// <summary>Whether the step looks ahead.</summary>
    public bool IsNesterov { get; }

    internal override string Kind => "sgd";

    /// <summary>Whether the one-pass loop is left out, so that tests compare it with the formula in Variables.</summary>
    internal bool UsesVariables { get; set; }

    private protected override void Update(Variable value, Variable gradient, ReadOnlySpan<Variable> states, long step)
    {
        // The first buffer is the gradient itself, undamped; zeros are there before it.
        var damp = step == 1 ? 1 : 1 - Dampening;
        var memory = states.IsEmpty ? null : states[0];
        if (!UsesVariables && FusedUpdate.CanRun(value, gradient))
        {
            FusedUpdate.Run(new SgdRule(LearningRate, Momentum, damp, WeightDecay, IsNesterov), "Sgd.Step", value, gradient, memory, null);
            return;
        }

        using var scope = new Scope(onThreadOnly: true);
        var x = value.Detach();
        var g = gradient.Detach();
        if (WeightDecay != 0)
            g += x * WeightDecay;
        if (memory is not null)
        {
            memory.CopyFrom((memory * Momentum) + (g * damp));
            g = IsNesterov ? g + (memory * Momentum) : memory;
        }

        value.CopyFrom(x - (g * LearningRate));
    }
}
