using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Minimum.</content>
public sealed partial class Variable
{
    /// <summary>The smaller of two, element by element, with broadcasting.</summary>
    /// <remarks>NaN where either is. Where both are equal the gradient is shared evenly.</remarks>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand, of a shape that broadcasts with the first.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote.</exception>
    public static Variable Minimum(Variable a, Variable b) => MinimumOp.Apply(a, b);

    /// <summary>The smaller of two numbers; the number takes the Variable's dtype.</summary>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand, a number.</param>
    public static Variable Minimum(Variable a, double b) => MinimumOp.Apply(a, Constant("minimum", b, a));
}

/// <summary>The smaller of two, y = min(a, b). The gradient goes to the smaller; to each by half where they are equal.</summary>
public sealed class MinimumOp : BinaryOperation<MinimumOp.Rule>
{
    private static readonly MinimumOp Instance = new();

    private MinimumOp()
    {
    }

    /// <inheritdoc/>
    protected override bool TakesIntegers => true;

    internal static Variable Apply(Variable a, Variable b) => Broadcast(Instance, a, b);

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IBinaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.First | Saves.Second;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.First | Saves.Second;

        /// <inheritdoc/>
        public static T Value<T>(T a, T b)
            where T : IReal<T> => T.Min(a, b);

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T> => T.IfLess(a, b, T.One, T.IfEqual(a, b, T.Constant(0.5), T.Zero));

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T> => T.IfLess(b, a, T.One, T.IfEqual(a, b, T.Constant(0.5), T.Zero));
    }
}
