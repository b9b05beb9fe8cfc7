using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Clamp.</content>
public sealed partial class Variable
{
    /// <summary>x kept between two numbers, y = min(max(x, minimum), maximum); either may be left out.</summary>
    /// <remarks>
    /// The gradient is 1 inside and on both bounds, 0 beyond them. NaN stays NaN. Where the bounds cross, the maximum wins.
    /// </remarks>
    /// <param name="minimum">The lower bound; none if null. It takes the Variable's dtype.</param>
    /// <param name="maximum">The upper bound; none if null. It takes the Variable's dtype.</param>
    /// <returns>A Variable of the same shape and dtype.</returns>
    /// <exception cref="ArgumentException">There is neither bound, or a fractional one for integers.</exception>
    public Variable Clamp(double? minimum = null, double? maximum = null)
    {
        if (minimum is null && maximum is null)
            throw Errors.Argument("clamp", "there is neither a minimum nor a maximum", "give one of them, or both");

        // Integers have no infinity to stand for a bound that is not there.
        if (DType.IsInteger() && minimum is null)
            return Minimum(this, ConstantLike("clamp", maximum.GetValueOrDefault()));
        if (DType.IsInteger() && maximum is null)
            return Maximum(this, ConstantLike("clamp", minimum.GetValueOrDefault()));
        return ClampOp.Apply(
            this, ConstantLike("clamp", minimum ?? double.NegativeInfinity), ConstantLike("clamp", maximum ?? double.PositiveInfinity));
    }

    /// <summary>x kept between two others, element by element, y = min(max(x, minimum), maximum), with broadcasting.</summary>
    /// <remarks>
    /// The gradient goes to x inside and on both bounds, and beyond to the bound that y then is. NaN stays NaN. Where the bounds cross,
    /// the maximum wins.
    /// </remarks>
    /// <param name="minimum">The lower bounds.</param>
    /// <param name="maximum">The upper bounds.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote.</exception>
    public Variable Clamp(Variable minimum, Variable maximum) => ClampOp.Apply(this, minimum, maximum);
}

/// <summary>
/// x kept between two bounds, y = min(max(x, l), h). ∂y/∂x = 1 for l ≤ x ≤ h, ∂y/∂l = 1 for x &lt; l ≤ h, ∂y/∂h = 1 for h &lt; x or
/// h &lt; l; otherwise 0.
/// </summary>
public sealed class ClampOp : TernaryOperation<ClampOp.Rule>
{
    private static readonly ClampOp Instance = new();

    private ClampOp()
    {
    }

    /// <inheritdoc/>
    protected override bool TakesIntegers => true;

    internal static Variable Apply(Variable x, Variable minimum, Variable maximum) => Broadcast(Instance, x, minimum, maximum);

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : ITernaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.First | Saves.Second | Saves.Third;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.First | Saves.Second | Saves.Third;

        /// <inheritdoc/>
        public static Saves SavesForThird => Saves.First | Saves.Second | Saves.Third;

        /// <inheritdoc/>
        public static T Value<T>(T a, T b, T c)
            where T : IReal<T> => T.Min(T.Max(a, b), c);

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T c, T y)
            where T : IReal<T> => T.IfLessOrEqual(b, a, T.IfLessOrEqual(a, c, T.One, T.Zero), T.Zero);

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T c, T y)
            where T : IReal<T> => T.IfLess(a, b, T.IfLessOrEqual(b, c, T.One, T.Zero), T.Zero);

        /// <inheritdoc/>
        public static T PartialThird<T>(T a, T b, T c, T y)
            where T : IReal<T> => T.IfLess(c, a, T.One, T.IfLess(c, b, T.One, T.Zero));
    }
}
