using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Mul.</content>
public sealed partial class Variable
{
    /// <summary>The product a · b, element by element, with broadcasting.</summary>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand, of a shape that broadcasts with the first.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote.</exception>
    public static Variable operator *(Variable a, Variable b) => MulOp.Apply(a, b);

    /// <summary>The product a · b, element by element; the number takes the Variable's dtype.</summary>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand, a number.</param>
    public static Variable operator *(Variable a, double b) => MulOp.Apply(a, Constant("mul", b, a));

    /// <summary>The product a · b, element by element; the number takes the Variable's dtype.</summary>
    /// <param name="a">The first operand, a number.</param>
    /// <param name="b">The second operand.</param>
    public static Variable operator *(double a, Variable b) => MulOp.Apply(Constant("mul", a, b), b);
}

/// <summary>The product, y = a · b. ∂y/∂a = b, ∂y/∂b = a.</summary>
public sealed class MulOp : BinaryOperation<MulOp.Rule>
{
    private static readonly MulOp Instance = new();

    private MulOp()
    {
    }

    /// <inheritdoc/>
    protected override bool TakesIntegers => true;

    internal static Variable Apply(Variable a, Variable b) => Broadcast(Instance, a, b);

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IBinaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.Second;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.First;

        /// <inheritdoc/>
        public static T Value<T>(T a, T b)
            where T : IReal<T> => a * b;

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T> => b;

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T> => a;
    }
}
