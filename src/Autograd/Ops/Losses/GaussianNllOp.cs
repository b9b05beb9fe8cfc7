using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Likelihoods of normal distributions.</content>
public sealed partial class Variable
{
    /// <summary>The negative log-likelihood (ln v + (x − t)²/v)/2 of targets under normal distributions of these means, and its mean.</summary>
    /// <remarks>
    /// A variance below ε counts as ε, and a negative one too. The gradient passes that cut as if there were none, so that a variance
    /// which fell below can grow again. Nix and Weigend, IEEE International Conference on Neural Networks (1994).
    /// </remarks>
    /// <param name="target">Of this Variable's shape. It may require a gradient too.</param>
    /// <param name="variance">v, of this Variable's shape or one that broadcasts to it, [batch, 1].</param>
    /// <param name="reduction">What becomes of the elements' losses.</param>
    /// <param name="full">Whether to add the constant ln(2π)/2.</param>
    /// <param name="epsilon">ε, the smallest variance; above 0.</param>
    /// <returns>A scalar, or the elements' losses. NaN for a mean over no elements.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit, or ε is not above 0.</exception>
    public Variable GaussianNllLoss(
        Variable target, Variable variance, LossReduction reduction = LossReduction.Mean, bool full = false, double epsilon = 1e-6)
    {
        const string Name = "gaussian_nll_loss";
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(variance);
        Loss.Check(Name, this, target);
        if (!(epsilon > 0))
            throw Errors.Argument(Name, $"epsilon is {epsilon}", "use a number above 0");
        Loss.CheckBroadcast(Name, Shape, variance, "variance");
        var value = variance.Detach();
        var cut = variance + Where(value.Less(epsilon), epsilon - value, 0);
        var losses = GaussianNllOp.Apply(MseLossOp.Apply(this, target), cut);
        return Loss.Reduce(Name, full ? losses + (0.5 * Math.Log(2 * Math.PI)) : losses, reduction);
    }
}

/// <summary>The negative logarithm of a normal density without its constant, of a squared error a and a variance b, y = (ln b + a/b)/2. ∂y/∂a = 1/(2b); ∂y/∂b = (1 − a/b)/(2b).</summary>
public sealed class GaussianNllOp : BinaryOperation<GaussianNllOp.Rule>
{
    private static readonly GaussianNllOp Instance = new();

    private GaussianNllOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "gaussian_nll_loss";

    internal static Variable Apply(Variable a, Variable b) => Broadcast(Instance, a, b);

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IBinaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.Second;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.First | Saves.Second;

        /// <inheritdoc/>
        public static T Value<T>(T a, T b)
            where T : IReal<T> => T.Constant(0.5) * (T.Log(b) + (a / b));

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T> => T.Constant(0.5) / b;

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T> => T.Constant(0.5) * (T.One - (a / b)) / b;
    }
}
