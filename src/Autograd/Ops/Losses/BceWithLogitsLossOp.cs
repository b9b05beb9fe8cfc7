using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Binary cross-entropy of logits.</content>
public sealed partial class Variable
{
    /// <summary>The binary cross-entropy −t ln σ(x) − (1 − t) ln(1 − σ(x)) of these logits x, and its mean.</summary>
    /// <remarks>No exponential overflows, and small losses keep their digits. An infinite logit of the right class costs 0.</remarks>
    /// <param name="target">Probabilities of this Variable's shape. They may require a gradient too.</param>
    /// <param name="reduction">What becomes of the elements' losses.</param>
    /// <param name="weight">Factors of the elements' losses, of a shape that broadcasts to theirs, or null for 1. A mean still divides by the count.</param>
    /// <param name="positiveWeight">Factors of the losses' first term, that of t, likewise; above 1 they favour recall.</param>
    /// <returns>A scalar, or the elements' losses. NaN for a mean over no elements.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit.</exception>
    public Variable BceWithLogitsLoss(
        Variable target, LossReduction reduction = LossReduction.Mean, Variable? weight = null, Variable? positiveWeight = null)
    {
        const string Name = "bce_with_logits_loss";
        ArgumentNullException.ThrowIfNull(target);
        Loss.Check(Name, this, target);
        var losses = BceWithLogitsLossOp.Apply(this, target);
        if (positiveWeight is not null)
        {
            // −ln σ(x), the loss of a target of 1, counts with the weight instead of 1.
            var positive = target * BceWithLogitsLossOp.Apply(this, ConstantLike(Name, 1));
            losses += Loss.Weigh(Name, positive, positiveWeight - 1);
        }

        return Loss.Reduce(Name, Loss.Weigh(Name, losses, weight), reduction);
    }
}

/// <summary>Binary cross-entropy of logits, y = (1 − b) max(a, 0) + b max(−a, 0) + ln(1 + e⁻|a|). ∂y/∂a = σ(a) − b; ∂y/∂b = −a.</summary>
public sealed class BceWithLogitsLossOp : BinaryOperation<BceWithLogitsLossOp.Rule>
{
    private static readonly BceWithLogitsLossOp Instance = new();

    private BceWithLogitsLossOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "bce_with_logits_loss";

    internal static Variable Apply(Variable a, Variable b) => Broadcast(Instance, a, b);

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IBinaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.First | Saves.Second;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.First;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Value<T>(T a, T b)
            where T : IReal<T>
        {
            var rising = Product(T.One - b, T.Max(a, T.Zero));
            return rising + Product(b, T.Max(-a, T.Zero)) + LogOnePlus(T.Exp(-T.Abs(a)));
        }

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T> => T.Sigmoid(a) - b;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T> => -a;

        /// <summary>A product in which a probability of 0 makes 0 of an infinite logit.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static T Product<T>(T probability, T size)
            where T : IReal<T>
        {
            var product = probability * size;
            return T.IfLess(size, T.Constant(double.PositiveInfinity), product, T.IfEqual(probability, T.Zero, T.Zero, product));
        }

        /// <summary>
        /// ln(1 + e) for e in [0, 1] to the last digits of a tiny e: 2 artanh(z) = 2 (z + z³/3 + z⁵/5 + …) with z = e/(2 + e) ≤ 1/3, where 17
        /// terms are enough for float64.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static T LogOnePlus<T>(T e)
            where T : IReal<T>
        {
            var z = e / (T.Constant(2) + e);
            var w = z * z;
            var sum = T.Constant(1.0 / 33);
            sum = (sum * w) + T.Constant(1.0 / 31);
            sum = (sum * w) + T.Constant(1.0 / 29);
            sum = (sum * w) + T.Constant(1.0 / 27);
            sum = (sum * w) + T.Constant(1.0 / 25);
            sum = (sum * w) + T.Constant(1.0 / 23);
            sum = (sum * w) + T.Constant(1.0 / 21);
            sum = (sum * w) + T.Constant(1.0 / 19);
            sum = (sum * w) + T.Constant(1.0 / 17);
            sum = (sum * w) + T.Constant(1.0 / 15);
            sum = (sum * w) + T.Constant(1.0 / 13);
            sum = (sum * w) + T.Constant(1.0 / 11);
            sum = (sum * w) + T.Constant(1.0 / 9);
            sum = (sum * w) + T.Constant(1.0 / 7);
            sum = (sum * w) + T.Constant(1.0 / 5);
            sum = (sum * w) + T.Constant(1.0 / 3);
            sum = (sum * w) + T.One;
            return (z + z) * sum;
        }
    }
}
