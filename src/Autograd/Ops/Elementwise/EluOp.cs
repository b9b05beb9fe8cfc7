using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Elu.</content>
public sealed partial class Variable
{
    /// <summary>The exponential linear unit, y = x above 0 and α·(eˣ − 1) elsewhere.</summary>
    /// <remarks>−α at −∞, ∞ at ∞. The derivative at 0 is α, so for α = 1 the function is smooth there once. NaN stays NaN.</remarks>
    /// <param name="alpha">α.</param>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Elu(double alpha = 1) => EluOp.Apply(this, ConstantLike("elu", alpha));
}

/// <summary>The exponential linear unit of x with α, y = x for x &gt; 0, α·(eˣ − 1) elsewhere. ∂y/∂x = 1 or α·eˣ, ∂y/∂α = 0 or eˣ − 1.</summary>
public sealed class EluOp : BinaryOperation<EluOp.Rule>
{
    private static readonly EluOp Instance = new();

    private EluOp()
    {
    }

    internal static Variable Apply(Variable x, Variable alpha) => Broadcast(Instance, x, alpha);

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IBinaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.First | Saves.Second;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.First;

        /// <inheritdoc/>
        public static T Value<T>(T a, T b)
            where T : IReal<T> => T.IfLess(T.Zero, a, a, b * T.Expm1(a));

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T> => T.IfLess(T.Zero, a, T.One, b * T.Exp(a));

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T> => T.IfLess(T.Zero, a, T.Zero, T.Expm1(a));
    }
}
