using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Absolute errors.</content>
public sealed partial class Variable
{
    /// <summary>The absolute error |x − t| of each element, and their mean.</summary>
    /// <remarks>The derivative is 0 where both are equal.</remarks>
    /// <param name="target">Of this Variable's shape. It may require a gradient too.</param>
    /// <param name="reduction">What becomes of the elements' losses.</param>
    /// <returns>A scalar, or the elements' losses. NaN for a mean over no elements.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit.</exception>
    public Variable L1Loss(Variable target, LossReduction reduction = LossReduction.Mean)
    {
        ArgumentNullException.ThrowIfNull(target);
        Loss.Check("l1_loss", this, target);
        return Loss.Reduce("l1_loss", L1LossOp.Apply(this, target), reduction);
    }
}

/// <summary>The absolute error, y = |a − b|. ∂y/∂a = sign(a − b) = −∂y/∂b, 0 where a = b.</summary>
public sealed class L1LossOp : BinaryOperation<L1LossOp.Rule>
{
    private static readonly L1LossOp Instance = new();

    private L1LossOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "l1_loss";

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
            where T : IReal<T> => T.Abs(a - b);

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T> => T.IfLess(a, b, -T.One, T.IfLess(b, a, T.One, T.Zero));

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T> => T.IfLess(a, b, T.One, T.IfLess(b, a, -T.One, T.Zero));
    }
}
