using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Div.</content>
public sealed partial class Variable
{
    /// <summary>The quotient a / b of floats, with broadcasting.</summary>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand, of a shape that broadcasts with the first.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote.</exception>
    public static Variable operator /(Variable a, Variable b) => DivOp.Apply(a, b);

    /// <summary>The quotient a / b of floats; the number takes the Variable's dtype.</summary>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand, a number.</param>
    public static Variable operator /(Variable a, double b) => DivOp.Apply(a, Constant("div", b, a));

    /// <summary>The quotient a / b of floats; the number takes the Variable's dtype.</summary>
    /// <param name="a">The first operand, a number.</param>
    /// <param name="b">The second operand.</param>
    public static Variable operator /(double a, Variable b) => DivOp.Apply(Constant("div", a, b), b);
}

/// <summary>The quotient, y = a / b. ∂y/∂a = 1/b, ∂y/∂b = −y/b.</summary>
public sealed class DivOp : BinaryOperation<DivOp.Rule>
{
    private static readonly DivOp Instance = new();

    private DivOp()
    {
    }

    internal static Variable Apply(Variable a, Variable b) => Broadcast(Instance, a, b);

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IBinaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.Second;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.Second | Saves.Output;

        /// <inheritdoc/>
        public static T Value<T>(T a, T b)
            where T : IReal<T> => a / b;

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T> => T.One / b;

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T> => -(y / b);
    }
}
