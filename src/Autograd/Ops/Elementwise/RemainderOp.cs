using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Remainder.</content>
public sealed partial class Variable
{
    /// <summary>The remainder of floored division, y = x − d·⌊x / d⌋, of the divisor's sign (as in Python), with broadcasting.</summary>
    /// <remarks>
    /// Exact whatever the quotient, but for one rounding where the signs differ. NaN for a divisor of 0 and for an infinite x; x itself, or
    /// the divisor where the signs differ, for an infinite divisor. At the jumps the gradient is that of the sides.
    /// </remarks>
    /// <param name="divisor">d, of a shape that broadcasts.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote.</exception>
    public Variable Remainder(Variable divisor) => RemainderOp.Apply(this, divisor);

    /// <summary>The remainder of floored division by a number, which takes the Variable's dtype.</summary>
    /// <param name="divisor">d.</param>
    public Variable Remainder(double divisor) => RemainderOp.Apply(this, ConstantLike("remainder", divisor));

    /// <summary>The remainder of floored division, as <see cref="Remainder(Variable)"/>.</summary>
    /// <param name="a">x.</param>
    /// <param name="b">d.</param>
    public static Variable operator %(Variable a, Variable b) => RemainderOp.Apply(a, b);

    /// <summary>The remainder of floored division by a number, which takes the Variable's dtype.</summary>
    /// <param name="a">x.</param>
    /// <param name="b">d.</param>
    public static Variable operator %(Variable a, double b) => RemainderOp.Apply(a, Constant("remainder", b, a));

    /// <summary>The remainder of floored division of a number, which takes the Variable's dtype.</summary>
    /// <param name="a">x.</param>
    /// <param name="b">d.</param>
    public static Variable operator %(double a, Variable b) => RemainderOp.Apply(Constant("remainder", a, b), b);
}

/// <summary>The remainder of floored division, y = a − b·⌊a / b⌋. ∂y/∂a = 1, ∂y/∂b = −⌊a / b⌋.</summary>
public sealed class RemainderOp : BinaryOperation<RemainderOp.Rule>
{
    private static readonly RemainderOp Instance = new();

    private RemainderOp()
    {
    }

    internal static Variable Apply(Variable a, Variable b) => Broadcast(Instance, a, b);

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IBinaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.None;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.First | Saves.Second;

        /// <inheritdoc/>
        public static T Value<T>(T a, T b)
            where T : IReal<T> => T.Remainder(a, b);

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T> => T.One;

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T> => -T.Floor(a / b);
    }
}
