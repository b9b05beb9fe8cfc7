using Autograd.Numerics;

namespace Autograd.Ops;

/// <summary>
/// The chain rule's product c · p of a cotangent (or tangent) and a partial derivative, where c = 0 gives 0 whatever p is:
/// a branch that does not count stays without NaN, however wild its derivative. ∂/∂c = p, ∂/∂p = c.
/// </summary>
public sealed class StrongProductOp : BinaryOperation<StrongProductOp.Rule>
{
    private static readonly StrongProductOp Instance = new();

    private StrongProductOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "strong_product";

    /// <summary>c · p with strong zeros of c; equal shapes.</summary>
    /// <param name="cotangent">The cotangent or tangent c.</param>
    /// <param name="partial">The partial derivative p.</param>
    internal static Variable Apply(Variable cotangent, Variable partial) => Broadcast(Instance, cotangent, partial);

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IBinaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.Second;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.First;

        /// <inheritdoc/>
        public static T Value<T>(T a, T b)
            where T : IReal<T> => T.IfEqual(a, T.Zero, T.Zero, a * b);

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T> => b;

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T> => a;
    }
}
