using Autograd.Backends;

namespace Autograd.NN;

/// <summary>
/// RMSprop (Tieleman and Hinton, lecture 6.5 of Neural Networks for Machine Learning, 2012): divides the gradient by the root of its mean
/// square; centred (Graves, 2013) by the root of its variance. As PyTorch defines it.
/// </summary>
/// <remarks>
/// v ← αv + (1 − α)g²; x ← x − lr · g / (√v + ε). Centred, m ← αm + (1 − α)g and v − m² stands under the root; where rounding
/// makes that negative it is 0. With momentum b ← μb + g / (√v + ε) and x ← x − lr · b. On the CPU one pass does it all, in place.
/// </remarks>
public sealed class RmsProp : ElementwiseOptimiser
{
    /// <summary>Prepares for the parameters of modules.</summary>
    /// <param name="parameters">Such as <c>model.Parameters()</c>.</param>
    /// <param name="learningRate">lr.</param>
    /// <param name="alpha">α, from 0 to below 1.</param>
    /// <param name="epsilon">ε, 0 or more.</param>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="momentum">μ, 0 or more.</param>
    /// <param name="centred">Whether the mean gradient's square is taken off the mean square: the variance stands under the root.</param>
    /// <exception cref="ArgumentException">A number is out of its range, there are no parameters, or one comes twice.</exception>
    public RmsProp(
        IEnumerable<Parameter> parameters,
        double learningRate = 1e-2,
        double alpha = 0.99,
        double epsilon = 1e-8,
        double weightDecay = 0,
        double momentum = 0,
        bool centred = false)
        : this([new ParameterGroup(parameters)], learningRate, alpha, epsilon, weightDecay, momentum, centred)
    {
    }

    /// <summary>Prepares for Variables that no module holds; they require gradients from here on.</summary>
    /// <param name="variables">Leaves of float32 or float64.</param>
    /// <param name="learningRate">lr.</param>
    /// <param name="alpha">α, from 0 to below 1.</param>
    /// <param name="epsilon">ε, 0 or more.</param>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="momentum">μ, 0 or more.</param>
    /// <param name="centred">Whether the mean gradient's square is taken off the mean square: the variance stands under the root.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or there are no Variables.</exception>
    public RmsProp(
        IEnumerable<Variable> variables,
        double learningRate = 1e-2,
        double alpha = 0.99,
        double epsilon = 1e-8,
        double weightDecay = 0,
        double momentum = 0,
        bool centred = false)
        : this([new ParameterGroup(variables)], learningRate, alpha, epsilon, weightDecay, momentum, centred)
    {
    }

    /// <summary>Prepares for groups of parameters; the numbers here are for groups that state none of their own.</summary>
    /// <param name="groups">Each parameter in one of them.</param>
    /// <param name="learningRate">lr.</param>
    /// <param name="alpha">α, from 0 to below 1.</param>
    /// <param name="epsilon">ε, 0 or more.</param>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="momentum">μ, 0 or more.</param>
    /// <param name="centred">Whether the mean gradient's square is taken off the mean square: the variance stands under the root.</param>
    /// <exception cref="ArgumentException">A number is out of its range, there are no parameters, one comes twice, or two groups have one name.</exception>
    public RmsProp(
        IReadOnlyList<ParameterGroup> groups,
        double learningRate = 1e-2,
        double alpha = 0.99,
        double epsilon = 1e-8,
        double weightDecay = 0,
        double momentum = 0,
        bool centred = false)
        : base(groups, Defaults(learningRate, alpha, epsilon, weightDecay, momentum), new FusedUpdate<RmsPropRule>("RmsProp.Step"), States(groups, momentum, centred))
    {
        IsCentred = centred;
    }

    /// <summary>α, the mean square's memory, of the first group.</summary>
    public double Alpha => Groups[0].Beta2;

    /// <summary>ε, added to the root, of the first group.</summary>
    public double Epsilon => Groups[0].Epsilon;

    /// <summary>λ, of the first group.</summary>
    public double WeightDecay => Groups[0].WeightDecay;

    /// <summary>μ, of the first group.</summary>
    public double Momentum => Groups[0].Momentum;

    /// <summary>Whether the variance stands under the root.</summary>
    public bool IsCentred { get; }

    internal override string Kind => "rmsprop";

    private protected override UpdateNumbers Numbers(OptimiserGroup group, long step)
    {
        var options = UpdateOptions.First;
        if (IsCentred)
            options |= UpdateOptions.Centred | UpdateOptions.Second;
        if (group.Momentum != 0)
            options |= UpdateOptions.Momentum | (IsCentred ? UpdateOptions.Third : UpdateOptions.Second);
        return Common(group, group.LearningRate, options) with { SquareKept = group.Beta2, SquareAdded = 1 - group.Beta2, MeanKept = group.Momentum };
    }

    private protected override void Update(OptimiserGroup group, Variable value, Variable gradient, ReadOnlySpan<Variable> states, long step)
    {
        var (x, alpha) = (value.Detach(), group.Beta2);
        var g = Penalised(group, x, gradient);
        var v = states[0];
        v.CopyFrom((v * alpha) + (g * g * (1 - alpha)));
        if (IsCentred)
        {
            var m = states[1];
            m.CopyFrom((m * alpha) + (g * (1 - alpha)));
            v = Variable.Maximum(v - (m * m), 0);
        }

        var update = g / (v.Sqrt() + group.Epsilon);
        if (group.Momentum != 0)
        {
            var buffer = states[^1];
            buffer.CopyFrom((buffer * group.Momentum) + update);
            update = buffer;
        }

        value.CopyFrom((x * group.Keep) - (update * group.LearningRate));
    }

    private static GroupDefaults Defaults(double learningRate, double alpha, double epsilon, double weightDecay, double momentum) =>
        new(learningRate, weightDecay) { Momentum = momentum, Beta2 = alpha, Epsilon = epsilon };

    private static string[] States(IReadOnlyList<ParameterGroup> groups, double momentum, bool centred)
    {
        ArgumentNullException.ThrowIfNull(groups);
        string[] mean = centred ? ["mean"] : [];
        string[] buffer = groups.Any(group => (group?.Momentum ?? momentum) != 0) ? ["momentum"] : [];
        return ["square", .. mean, .. buffer];
    }
}
