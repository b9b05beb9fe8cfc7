using Autograd.Backends;

namespace Autograd.NN;

/// <summary>
/// Adam (Kingma and Ba, 2015): steps along the mean gradient over the root of the mean squared gradient, both corrected for
/// their start at zero; with <see cref="IsDecoupled"/> it is <see cref="AdamW"/> (Loshchilov and Hutter, 2019).
/// </summary>
/// <remarks>
/// m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; x ← x − lr · m̂ / (√v̂ + ε), m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
/// Weight decay λ adds λx to g, or, decoupled, first makes x ← (1 − lr·λ)x. AMSGrad (Reddi, Kale and Kumar, 2018) keeps the
/// largest v so far, u ← max(u, v), and puts u in v's place under the root. On the CPU one pass does it all, in place.
/// </remarks>
public class Adam : ElementwiseOptimiser
{
    /// <summary>Prepares for the parameters of modules.</summary>
    /// <param name="parameters">Such as <c>model.Parameters()</c>.</param>
    /// <param name="learningRate">lr.</param>
    /// <param name="beta1">β₁, from 0 to below 1.</param>
    /// <param name="beta2">β₂, from 0 to below 1.</param>
    /// <param name="epsilon">ε, 0 or more.</param>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="decoupled">Whether the decay acts on the parameter alone: AdamW.</param>
    /// <param name="amsgrad">Whether the largest v so far stands under the root.</param>
    /// <exception cref="ArgumentException">A number is out of its range, there are no parameters, or one comes twice.</exception>
    public Adam(
        IEnumerable<Parameter> parameters,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0,
        bool decoupled = false,
        bool amsgrad = false)
        : this([new ParameterGroup(parameters)], learningRate, beta1, beta2, epsilon, weightDecay, decoupled, amsgrad)
    {
    }

    /// <summary>Prepares for Variables that no module holds; they require gradients from here on.</summary>
    /// <param name="variables">Leaves of float32 or float64.</param>
    /// <param name="learningRate">lr.</param>
    /// <param name="beta1">β₁, from 0 to below 1.</param>
    /// <param name="beta2">β₂, from 0 to below 1.</param>
    /// <param name="epsilon">ε, 0 or more.</param>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="decoupled">Whether the decay acts on the parameter alone: AdamW.</param>
    /// <param name="amsgrad">Whether the largest v so far stands under the root.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or there are no Variables.</exception>
    public Adam(
        IEnumerable<Variable> variables,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0,
        bool decoupled = false,
        bool amsgrad = false)
        : this([new ParameterGroup(variables)], learningRate, beta1, beta2, epsilon, weightDecay, decoupled, amsgrad)
    {
    }

    /// <summary>Prepares for groups of parameters; the numbers here are for groups that state none of their own.</summary>
    /// <param name="groups">Each parameter in one of them.</param>
    /// <param name="learningRate">lr.</param>
    /// <param name="beta1">β₁, from 0 to below 1.</param>
    /// <param name="beta2">β₂, from 0 to below 1.</param>
    /// <param name="epsilon">ε, 0 or more.</param>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="decoupled">Whether the decay acts on the parameter alone: AdamW.</param>
    /// <param name="amsgrad">Whether the largest v so far stands under the root.</param>
    /// <exception cref="ArgumentException">A number is out of its range, there are no parameters, one comes twice, or two groups have one name.</exception>
    public Adam(
        IReadOnlyList<ParameterGroup> groups,
        double learningRate = 1e-3,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-8,
        double weightDecay = 0,
        bool decoupled = false,
        bool amsgrad = false)
        : this(groups, Defaults("adam", learningRate, beta1, beta2, epsilon, weightDecay, decoupled), amsgrad)
    {
    }

    private protected Adam(IReadOnlyList<ParameterGroup> groups, GroupDefaults defaults, bool amsgrad)
        : base(groups, defaults, new FusedUpdate<AdamRule>("Adam.Step"), amsgrad ? ["first", "second", "largest"] : ["first", "second"])
    {
    }

    /// <summary>β₁, the mean gradient's memory, of the first group.</summary>
    public double Beta1 => Groups[0].Momentum;

    /// <summary>β₂, the mean squared gradient's memory, of the first group.</summary>
    public double Beta2 => Groups[0].Beta2;

    /// <summary>ε, added to the root, of the first group.</summary>
    public double Epsilon => Groups[0].Epsilon;

    /// <summary>λ, of the first group.</summary>
    public double WeightDecay => Groups[0].WeightDecay;

    /// <summary>Whether the decay acts on the parameter alone, of the first group.</summary>
    public bool IsDecoupled => Groups[0].IsDecoupled;

    /// <summary>Whether the largest v so far stands under the root.</summary>
    public bool IsAmsgrad => StateNames.Count == 3;

    internal override string Kind => "adam";

    /// <summary>Checks the numbers of Adam's formula.</summary>
    private protected static GroupDefaults Defaults(
        string kind, double learningRate, double beta1, double beta2, double epsilon, double weightDecay, bool decoupled)
    {
        if (beta1 is not (>= 0 and < 1) || beta2 is not (>= 0 and < 1))
            throw Errors.Argument(kind, $"β are {beta1} and {beta2}", "use numbers from 0 to below 1");
        if (!(epsilon >= 0 && weightDecay >= 0))
            throw Errors.Argument(kind, $"ε is {epsilon}, the weight decay {weightDecay}", "use numbers of 0 or more");
        return new GroupDefaults(learningRate, weightDecay)
        {
            Decoupled = decoupled,
            Momentum = beta1,
            MomentumIsMean = true,
            Beta2 = beta2,
            Epsilon = epsilon,
        };
    }

    private protected override UpdateNumbers Numbers(OptimiserGroup group, long step) =>
        Common(group, Rate(group, step), UpdateOptions.First | UpdateOptions.Second | (IsAmsgrad ? UpdateOptions.Third : 0)) with
        {
            MeanKept = group.Momentum,
            MeanAdded = 1 - group.Momentum,
            SquareKept = group.Beta2,
            SquareAdded = 1 - group.Beta2,
            Scale = Scale(group, step),
        };

    private protected override void Update(OptimiserGroup group, Variable value, Variable gradient, ReadOnlySpan<Variable> states, long step)
    {
        var (x, m, v) = (value.Detach(), states[0], states[1]);
        var g = Penalised(group, x, gradient);
        m.CopyFrom((m * group.Momentum) + (g * (1 - group.Momentum)));
        v.CopyFrom((v * group.Beta2) + (g * g * (1 - group.Beta2)));
        if (states.Length > 2)
        {
            states[2].CopyFrom(Variable.Maximum(states[2], v));
            v = states[2];
        }

        value.CopyFrom((x * group.Keep) - (m / ((v.Sqrt() * Scale(group, step)) + group.Epsilon) * Rate(group, step)));
    }

    private static double Rate(OptimiserGroup group, long step) => group.LearningRate / (1 - Math.Pow(group.Momentum, step));

    private static double Scale(OptimiserGroup group, long step) => 1 / Math.Sqrt(1 - Math.Pow(group.Beta2, step));
}
