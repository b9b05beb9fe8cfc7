using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Divergences.</content>
public sealed partial class Variable
{
    /// <summary>The divergence of target probabilities p from these log-probabilities q, p (ln p − q) of each element, and their mean.</summary>
    /// <remarks>
    /// The divergence proper is the sum over a distribution's elements: use <see cref="LossReduction.BatchMean"/>. Where p = 0 value and
    /// derivatives are 0, whatever q is. Kullback and Leibler, Annals of Mathematical Statistics 22 (1951).
    /// </remarks>
    /// <param name="target">Probabilities of this Variable's shape, or their logarithms. They may require a gradient too.</param>
    /// <param name="reduction">What becomes of the elements' losses.</param>
    /// <param name="logTarget">Whether the target holds logarithms.</param>
    /// <returns>A scalar, or the elements' losses. NaN for a mean over no elements.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit.</exception>
    public Variable KlDivLoss(Variable target, LossReduction reduction = LossReduction.Mean, bool logTarget = false)
    {
        ArgumentNullException.ThrowIfNull(target);
        Loss.Check("kl_div_loss", this, target);
        return Loss.Reduce("kl_div_loss", logTarget ? KlDivLogTargetOp.Apply(this, target) : KlDivLossOp.Apply(this, target), reduction);
    }
}

/// <summary>An element of Kullback and Leibler's divergence of a probability b from a log-probability a, y = b (ln b − a), 0 where b = 0. ∂y/∂a = −b; ∂y/∂b = ln b − a + 1, 0 where b = 0.</summary>
public sealed class KlDivLossOp : BinaryOperation<KlDivLossOp.Rule>
{
    private static readonly KlDivLossOp Instance = new();

    private KlDivLossOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "kl_div_loss";

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
            where T : IReal<T> => T.IfEqual(b, T.Zero, T.Zero, b * (T.Log(b) - a));

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T> => -b;

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T> => T.IfEqual(b, T.Zero, T.Zero, T.Log(b) - a + T.One);
    }
}
