using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <summary>An element of Kullback and Leibler's divergence of log-probabilities b from a, y = eᵇ (b − a), 0 where eᵇ = 0. ∂y/∂a = −eᵇ; ∂y/∂b = eᵇ (b − a + 1), 0 where eᵇ = 0.</summary>
public sealed class KlDivLogTargetOp : BinaryOperation<KlDivLogTargetOp.Rule>
{
    private static readonly KlDivLogTargetOp Instance = new();

    private KlDivLogTargetOp()
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
            where T : IReal<T>
        {
            var probability = T.Exp(b);
            return T.IfEqual(probability, T.Zero, T.Zero, probability * (b - a));
        }

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T> => -T.Exp(b);

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T>
        {
            var probability = T.Exp(b);
            return T.IfEqual(probability, T.Zero, T.Zero, probability * (b - a + T.One));
        }
    }
}
