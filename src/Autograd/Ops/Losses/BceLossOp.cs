using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Binary cross-entropy of probabilities.</content>
public sealed partial class Variable
{
    /// <summary>The binary cross-entropy −t ln p − (1 − t) ln(1 − p) of these probabilities p, and its mean.</summary>
    /// <remarks>
    /// A logarithm below −100 counts as −100, so that p = 0 and p = 1 cost 100 at most; where it is cut so, its derivative is 0. Outside
    /// [0, 1] the loss is NaN. From logits, <see cref="BceWithLogitsLoss"/> is exact everywhere and never without a gradient.
    /// </remarks>
    /// <param name="target">Probabilities of this Variable's shape. They may require a gradient too.</param>
    /// <param name="reduction">What becomes of the elements' losses.</param>
    /// <param name="weight">Factors of the elements' losses, of a shape that broadcasts to theirs, or null for 1. A mean still divides by the count.</param>
    /// <returns>A scalar, or the elements' losses. NaN for a mean over no elements.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit.</exception>
    public Variable BceLoss(Variable target, LossReduction reduction = LossReduction.Mean, Variable? weight = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        Loss.Check("bce_loss", this, target);
        return Loss.Reduce("bce_loss", Loss.Weigh("bce_loss", BceLossOp.Apply(this, target), weight), reduction);
    }
}

/// <summary>Binary cross-entropy, y = −b ln a − (1 − b) ln(1 − a), the logarithms at least −100. ∂y/∂a = (1 − b)/(1 − a) − b/a, without what is cut; ∂y/∂b = ln(1 − a) − ln a.</summary>
public sealed class BceLossOp : BinaryOperation<BceLossOp.Rule>
{
    private static readonly BceLossOp Instance = new();

    private BceLossOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "bce_loss";

    internal static Variable Apply(Variable a, Variable b) => Broadcast(Instance, a, b);

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IBinaryRule
    {
        /// <summary>e⁻¹⁰⁰.</summary>
        private const double SmallestUncut = 3.720075976020836e-44;

        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.First | Saves.Second;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.First;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Value<T>(T a, T b)
            where T : IReal<T> => (b * Surprise(a)) + ((T.One - b) * ComplementSurprise(a));

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T>
        {
            var complement = T.One - a;
            var rising = T.IfEqual(complement, T.Zero, T.Zero, (T.One - b) / complement);
            return rising - T.IfLess(a, T.Constant(SmallestUncut), T.Zero, b / a);
        }

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T> => Surprise(a) - ComplementSurprise(a);

        /// <summary>−ln a, at most 100.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static T Surprise<T>(T a)
            where T : IReal<T> => T.Min(-T.Log(a), T.Constant(100));

        /// <summary>
        /// −ln(1 − a), at most 100. u = 1 − a has lost digits of a small a, but a/(1 − u) has lost the same and makes up for it (Higham,
        /// Accuracy and Stability of Numerical Algorithms, problem 1.5).
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static T ComplementSurprise<T>(T a)
            where T : IReal<T>
        {
            var u = T.One - a;
            var exact = T.IfEqual(u, T.One, a, -T.Log(u) * (a / (T.One - u)));
            return T.Min(exact, T.Constant(100));
        }
    }
}
