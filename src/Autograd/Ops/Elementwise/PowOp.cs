using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Pow.</content>
public sealed partial class Variable
{
    /// <summary>The power xʸ, with broadcasting.</summary>
    /// <remarks>x⁰ = 1 for every x; NaN for a negative x with a fractional exponent. At x = 0 the derivative by the exponent is 0 for exponents of 0 and more.</remarks>
    /// <param name="exponent">The exponent, of a shape that broadcasts.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote.</exception>
    public Variable Pow(Variable exponent) => PowOp.Apply(this, exponent);

    /// <summary>The power xʸ; the number takes the Variable's dtype.</summary>
    /// <remarks>x⁰ = 1 for every x; NaN for a negative x with a fractional exponent. At x = 0 the derivative by the exponent is 0 for exponents of 0 and more.</remarks>
    /// <param name="exponent">The exponent.</param>
    public Variable Pow(double exponent) => PowOp.Apply(this, ConstantLike("pow", exponent));
}

/// <summary>The power, y = aᵇ. ∂y/∂a = b·aᵇ⁻¹, 0 where b = 0; ∂y/∂b = y·ln a, 0 where a = 0 and b ≥ 0.</summary>
public sealed class PowOp : BinaryOperation<PowOp.Rule>
{
    private static readonly PowOp Instance = new();

    private PowOp()
    {
    }

    internal static Variable Apply(Variable a, Variable b) => Broadcast(Instance, a, b);

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IBinaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.First | Saves.Second;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.First | Saves.Second | Saves.Output;

        /// <inheritdoc/>
        public static T Value<T>(T a, T b)
            where T : IReal<T> => T.Pow(a, b);

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T> => T.IfEqual(b, T.Zero, T.Zero, b * T.Pow(a, b - T.One));

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T>
        {
            var partial = y * T.Log(a);
            return T.IfEqual(a, T.Zero, T.IfLess(b, T.Zero, partial, T.Zero), partial);
        }
    }
}
