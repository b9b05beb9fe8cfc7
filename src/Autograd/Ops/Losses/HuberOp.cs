using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Huber's loss.</content>
public sealed partial class Variable
{
    /// <summary>Huber's loss of each element, d²/2 for a difference |d| ≤ δ and δ (|d| − δ/2) beyond, and their mean.</summary>
    /// <remarks>Value and slope have no step at δ; the second derivative falls from 1 to 0 there and is 1/2 at δ itself. Huber, Annals of Mathematical Statistics 35 (1964).</remarks>
    /// <param name="target">Of this Variable's shape. It may require a gradient too.</param>
    /// <param name="delta">δ, where squares become straight lines; above 0.</param>
    /// <param name="reduction">What becomes of the elements' losses.</param>
    /// <returns>A scalar, or the elements' losses. NaN for a mean over no elements.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit, or δ is not above 0.</exception>
    public Variable HuberLoss(Variable target, double delta = 1, LossReduction reduction = LossReduction.Mean)
    {
        ArgumentNullException.ThrowIfNull(target);
        Loss.Check("huber_loss", this, target);
        if (!(delta > 0))
            throw Errors.Argument("huber_loss", $"delta is {delta}", "use a number above 0");
        var difference = this - target;
        return Loss.Reduce("huber_loss", HuberOp.Apply(difference, difference.ConstantLike("huber_loss", delta)), reduction);
    }

    /// <summary>The smooth absolute error of each element, d²/(2β) for a difference |d| ≤ β and |d| − β/2 beyond, and their mean.</summary>
    /// <remarks>Huber's loss divided by its δ; for β = 0 it is <see cref="L1Loss"/>.</remarks>
    /// <param name="target">Of this Variable's shape. It may require a gradient too.</param>
    /// <param name="beta">β, where squares become straight lines; 0 or more.</param>
    /// <param name="reduction">What becomes of the elements' losses.</param>
    /// <returns>A scalar, or the elements' losses. NaN for a mean over no elements.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit, or β is negative.</exception>
    public Variable SmoothL1Loss(Variable target, double beta = 1, LossReduction reduction = LossReduction.Mean)
    {
        if (!(beta >= 0))
            throw Errors.Argument("smooth_l1_loss", $"beta is {beta}", "use 0 or more");
        return beta == 0 ? L1Loss(target, reduction) : HuberLoss(target, beta, reduction) / beta;
    }
}

/// <summary>Huber's function of a difference a, y = a²/2 for |a| ≤ b and b (|a| − b/2) beyond. ∂y/∂a = max(−b, min(a, b)); ∂y/∂b = max(|a| − b, 0).</summary>
public sealed class HuberOp : BinaryOperation<HuberOp.Rule>
{
    private static readonly HuberOp Instance = new();

    private HuberOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "huber_loss";

    internal static Variable Apply(Variable a, Variable b) => Broadcast(Instance, a, b);

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IBinaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.First | Saves.Second;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.First | Saves.Second;

        /// <inheritdoc/>
        public static T Value<T>(T a, T b)
            where T : IReal<T>
        {
            var size = T.Abs(a);
            return T.IfLessOrEqual(size, b, T.Constant(0.5) * a * a, b * (size - (T.Constant(0.5) * b)));
        }

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T> => T.Max(-b, T.Min(a, b));

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T> => T.IfLessOrEqual(T.Abs(a), b, T.Zero, T.Abs(a) - b);
    }
}
