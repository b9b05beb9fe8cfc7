using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Silu.</content>
public sealed partial class Variable
{
    /// <summary>The sigmoid linear unit (swish), y = x · σ(x).</summary>
    /// <remarks>−0 at −∞, by the limit, not NaN; ∞ at ∞.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Silu() => Operation.Apply(SiluOp.Instance, this);
}

/// <summary>The sigmoid linear unit, y = x · σ(x). dy/dx = σ(x) + x·σ(x)·(1 − σ(x)); its limits 0 and 1 at ∓∞ (Elfwing, Uchibe and Doya 2018).</summary>
public sealed class SiluOp : CurvedOperation<SiluOp.Rule>
{
    internal static readonly SiluOp Instance = new();

    // From here on σ is 0 in every precision, and 0 · ∞ must not be met.
    private const double Far = 800;

    private SiluOp()
    {
    }

    /// <inheritdoc/>
    private protected override SlopeOperation<Rule> Slope => SiluSlopeOp.Instance;

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : ICurvedRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.Input;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Value<T>(T x)
            where T : IReal<T> => T.Max(x, T.Constant(-Far)) * T.Sigmoid(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Partial<T>(T x, T y)
            where T : IReal<T>
        {
            var s = T.Sigmoid(x);
            var slope = s * (T.One - s);
            return s + T.IfEqual(slope, T.Zero, T.Zero, x * slope);
        }

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T PartialSlope<T>(T saved)
            where T : IReal<T>
        {
            // Even in x: on the left σ' = σ·(1 − σ) has all its digits.
            var left = -T.Abs(saved);
            var s = T.Sigmoid(left);
            var slope = s * (T.One - s);
            return T.IfEqual(slope, T.Zero, T.Zero, slope * (T.Constant(2) + (left * (T.One - (s + s)))));
        }

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T PartialCurvature<T>(T saved)
            where T : IReal<T>
        {
            // Odd in x.
            var left = -T.Abs(saved);
            var s = T.Sigmoid(left);
            var slope = s * (T.One - s);
            var value = slope * ((T.Constant(3) * (T.One - (s + s))) + (left * (T.One - (T.Constant(6) * slope))));
            return T.IfEqual(slope, T.Zero, T.Zero, T.IfLess(saved, T.Zero, value, -value));
        }
    }
}
