using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>LogAddExp.</content>
public sealed partial class Variable
{
    /// <summary>The logarithm of a sum of exponentials, y = ln(eᵃ + eᵇ), without overflow, with broadcasting.</summary>
    /// <remarks>
    /// −∞ where both are, ∞ where either is. Two infinities of one sign share the gradient evenly, as two equal numbers do.
    /// </remarks>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand, of a shape that broadcasts with the first.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote.</exception>
    public static Variable LogAddExp(Variable a, Variable b) => LogAddExpOp.Apply(a, b);
}

/// <summary>y = ln(eᵃ + eᵇ) = max(a, b) + ln(1 + e^(−|a − b|)). ∂y/∂a = σ(a − b), ∂y/∂b = σ(b − a), each ½ where a = b.</summary>
public sealed class LogAddExpOp : BinaryOperation<LogAddExpOp.Rule>
{
    private static readonly LogAddExpOp Instance = new();

    private LogAddExpOp()
    {
    }

    internal static Variable Apply(Variable a, Variable b) => Broadcast(Instance, a, b);

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IBinaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.First | Saves.Second;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.First | Saves.Second;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Value<T>(T a, T b)
            where T : IReal<T> => T.Max(a, b) + T.Log1p(T.Exp(-T.Abs(Difference(a, b))));

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T> => T.Sigmoid(Difference(a, b));

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T> => T.Sigmoid(Difference(b, a));

        // Equal infinities differ by 0, not by NaN.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static T Difference<T>(T a, T b)
            where T : IReal<T> => T.IfEqual(T.Abs(a), T.Constant(double.PositiveInfinity), T.IfEqual(a, b, T.Zero, a - b), a - b);
    }
}
