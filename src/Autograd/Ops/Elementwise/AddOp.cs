using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Add.</content>
public sealed partial class Variable
{
    /// <summary>The sum a + b, with broadcasting.</summary>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand, of a shape that broadcasts with the first.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote.</exception>
    public static Variable operator +(Variable a, Variable b) => AddOp.Apply(a, b);

    /// <summary>The sum a + b; the number takes the Variable's dtype.</summary>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand, a number.</param>
    public static Variable operator +(Variable a, double b) => AddOp.Apply(a, Constant("add", b, a));

    /// <summary>The sum a + b; the number takes the Variable's dtype.</summary>
    /// <param name="a">The first operand, a number.</param>
    /// <param name="b">The second operand.</param>
    public static Variable operator +(double a, Variable b) => AddOp.Apply(Constant("add", a, b), b);
}

/// <summary>The sum, y = a + b. ∂y/∂a = ∂y/∂b = 1.</summary>
public sealed class AddOp : BinaryOperation<AddOp.Rule>
{
    private static readonly AddOp Instance = new();

    private AddOp()
    {
    }

    /// <inheritdoc/>
    protected override bool TakesIntegers => true;

    internal static Variable Apply(Variable a, Variable b) => Broadcast(Instance, a, b);

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IBinaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.None;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.None;

        /// <inheritdoc/>
        public static T Value<T>(T a, T b)
            where T : IReal<T> => a + b;

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T> => T.One;

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T> => T.One;
    }
}
