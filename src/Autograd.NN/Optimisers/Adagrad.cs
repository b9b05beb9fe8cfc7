using Autograd.Backends;

namespace Autograd.NN;

/// <summary>Adagrad (Duchi, Hazan and Singer, 2011): divides the gradient by the root of the sum of its squares so far. As PyTorch defines it.</summary>
/// <remarks>
/// s ← s + g²; x ← x − lrₜ · g / (√s + ε), lrₜ = lr / (1 + (t − 1)η) at step t from 1. On the CPU one pass does it all, in place.
/// </remarks>
public sealed class Adagrad : ElementwiseOptimiser
{
    /// <summary>Prepares for the parameters of modules.</summary>
    /// <param name="parameters">Such as <c>model.Parameters()</c>.</param>
    /// <param name="learningRate">lr.</param>
    /// <param name="learningRateDecay">η, 0 or more.</param>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="initialAccumulator">What the sum of squares begins with, 0 or more.</param>
    /// <param name="epsilon">ε, 0 or more.</param>
    /// <exception cref="ArgumentException">A number is out of its range, there are no parameters, or one comes twice.</exception>
    public Adagrad(
        IEnumerable<Parameter> parameters,
        double learningRate = 1e-2,
        double learningRateDecay = 0,
        double weightDecay = 0,
        double initialAccumulator = 0,
        double epsilon = 1e-10)
        : this([new ParameterGroup(parameters)], learningRate, learningRateDecay, weightDecay, initialAccumulator, epsilon)
    {
    }

    /// <summary>Prepares for Variables that no module holds; they require gradients from here on.</summary>
    /// <param name="variables">Leaves of float32 or float64.</param>
    /// <param name="learningRate">lr.</param>
    /// <param name="learningRateDecay">η, 0 or more.</param>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="initialAccumulator">What the sum of squares begins with, 0 or more.</param>
    /// <param name="epsilon">ε, 0 or more.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or there are no Variables.</exception>
    public Adagrad(
        IEnumerable<Variable> variables,
        double learningRate = 1e-2,
        double learningRateDecay = 0,
        double weightDecay = 0,
        double initialAccumulator = 0,
        double epsilon = 1e-10)
        : this([new ParameterGroup(variables)], learningRate, learningRateDecay, weightDecay, initialAccumulator, epsilon)
    {
    }

    /// <summary>Prepares for groups of parameters; the numbers here are for groups that state none of their own.</summary>
    /// <param name="groups">Each parameter in one of them.</param>
    /// <param name="learningRate">lr.</param>
    /// <param name="learningRateDecay">η, 0 or more.</param>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="initialAccumulator">What the sum of squares begins with, 0 or more.</param>
    /// <param name="epsilon">ε, 0 or more.</param>
    /// <exception cref="ArgumentException">A number is out of its range, there are no parameters, one comes twice, or two groups have one name.</exception>
    public Adagrad(
        IReadOnlyList<ParameterGroup> groups,
        double learningRate = 1e-2,
        double learningRateDecay = 0,
        double weightDecay = 0,
        double initialAccumulator = 0,
        double epsilon = 1e-10)
        : base(groups, Defaults(learningRate, learningRateDecay, weightDecay, initialAccumulator, epsilon), new FusedUpdate<AdagradRule>("Adagrad.Step"), "sum")
    {
        (LearningRateDecay, InitialAccumulator) = (learningRateDecay, initialAccumulator);
    }

    /// <summary>η, by which the rate falls with the steps.</summary>
    public double LearningRateDecay { get; }

    /// <summary>What the sum of squares begins with.</summary>
    public double InitialAccumulator { get; }

    /// <summary>λ, of the first group.</summary>
    public double WeightDecay => Groups[0].WeightDecay;

    /// <summary>ε, added to the root, of the first group.</summary>
    public double Epsilon => Groups[0].Epsilon;

    internal override string Kind => "adagrad";

    private protected override double InitialState(int state) => InitialAccumulator;

    private protected override UpdateNumbers Numbers(OptimiserGroup group, long step) => Common(group, Rate(group, step), UpdateOptions.First);

    private protected override void Update(OptimiserGroup group, Variable value, Variable gradient, ReadOnlySpan<Variable> states, long step)
    {
        var x = value.Detach();
        var g = Penalised(group, x, gradient);
        var sum = states[0];
        sum.CopyFrom(sum + (g * g));
        value.CopyFrom((x * group.Keep) - (g / (sum.Sqrt() + group.Epsilon) * Rate(group, step)));
    }

    private double Rate(OptimiserGroup group, long step) => group.LearningRate / (1 + ((step - 1) * LearningRateDecay));

    private static GroupDefaults Defaults(double learningRate, double learningRateDecay, double weightDecay, double initialAccumulator, double epsilon) =>
        learningRateDecay >= 0 && initialAccumulator >= 0 && double.IsFinite(learningRateDecay + initialAccumulator)
            ? new GroupDefaults(learningRate, weightDecay) { Epsilon = epsilon }
            : throw Errors.Argument(
                "adagrad", $"the rate's decay is {learningRateDecay}, the sum begins with {initialAccumulator}", "use finite numbers of 0 or more");
}
