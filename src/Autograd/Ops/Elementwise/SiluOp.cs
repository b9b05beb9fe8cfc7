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
public sealed class SiluOp : UnaryOperation<SiluOp.Rule>
{
    internal static readonly SiluOp Instance = new();

    // From here on σ is 0 in every precision, and 0 · ∞ must not be met.
    private const double Far = 800;

    private SiluOp()
    {
    }

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IUnaryRule
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
    }
}
