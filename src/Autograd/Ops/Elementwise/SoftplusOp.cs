using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Softplus.</content>
public sealed partial class Variable
{
    /// <summary>The smooth rectifier, y = ln(1 + e^(β·x)) / β, and x itself where β·x is above the threshold.</summary>
    /// <remarks>
    /// 0 at −∞, ∞ at ∞, relatively accurate in the left tail. At the threshold of 20 the step is 2e-9/β, less than float32 shows; give
    /// ∞ for none at all: nothing overflows.
    /// </remarks>
    /// <param name="beta">β, not 0.</param>
    /// <param name="threshold">Where y becomes x, in units of β·x.</param>
    /// <returns>A Variable of the same shape and dtype.</returns>
    /// <exception cref="ArgumentException">β is 0 or no number.</exception>
    public Variable Softplus(double beta = 1, double threshold = 20)
    {
        if (beta == 0 || double.IsNaN(beta))
            throw Errors.Argument("softplus", FormattableString.Invariant($"β is {beta}"), "use a number other than 0, usually above it");
        return SoftplusOp.Apply(this, ConstantLike("softplus", beta), ConstantLike("softplus", threshold));
    }
}

/// <summary>
/// The smooth rectifier of x with sharpness β and threshold θ, y = ln(1 + e^(βx)) / β, x where βx &gt; θ. ∂y/∂x = σ(βx), 1 there;
/// ∂y/∂β = (x·σ(βx) − y) / β, 0 there; ∂y/∂θ = 0.
/// </summary>
public sealed class SoftplusOp : TernaryOperation<SoftplusOp.Rule>
{
    private static readonly SoftplusOp Instance = new();

    private SoftplusOp()
    {
    }

    internal static Variable Apply(Variable x, Variable beta, Variable threshold) => Broadcast(Instance, x, beta, threshold);

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : ITernaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.First | Saves.Second | Saves.Third;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.First | Saves.Second | Saves.Third | Saves.Output;

        /// <inheritdoc/>
        public static Saves SavesForThird => Saves.None;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Value<T>(T a, T b, T c)
            where T : IReal<T>
        {
            // ln(1 + eᶻ) = max(z, 0) + ln(1 + e⁻|ᶻ|), in which nothing overflows.
            var z = b * a;
            return T.IfLess(c, z, a, (T.Max(z, T.Zero) + T.Log1p(T.Exp(-T.Abs(z)))) / b);
        }

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T PartialFirst<T>(T a, T b, T c, T y)
            where T : IReal<T> => T.IfLess(c, b * a, T.One, T.Sigmoid(b * a));

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T PartialSecond<T>(T a, T b, T c, T y)
            where T : IReal<T> => T.IfLess(c, b * a, T.Zero, ((a * T.Sigmoid(b * a)) - y) / b);

        /// <inheritdoc/>
        public static T PartialThird<T>(T a, T b, T c, T y)
            where T : IReal<T> => T.Zero;
    }
}
