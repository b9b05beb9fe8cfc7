using Autograd.Numerics;

namespace Autograd.Ops;

/// <summary>
/// The derivative of a <see cref="SlopeOperation{TRule}"/> by the saved value as an operation, y = c · p'(s), where c = 0 gives 0 whatever p' is.
/// ∂y/∂c = p'(s), ∂y/∂s = c · p''(s).
/// </summary>
/// <typeparam name="TRule">The mathematics of the operation whose partial derivative p is.</typeparam>
public abstract class CurvatureOperation<TRule> : BinaryOperation<CurvatureOperation<TRule>.Rule>
    where TRule : struct, ICurvedRule
{
    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IBinaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.Second;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.First | Saves.Second;

        /// <inheritdoc/>
        public static T Value<T>(T a, T b)
            where T : IReal<T> => T.IfEqual(a, T.Zero, T.Zero, a * TRule.PartialSlope(b));

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T> => TRule.PartialSlope(b);

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T> => T.IfEqual(a, T.Zero, T.Zero, a * TRule.PartialCurvature(b));
    }
}
