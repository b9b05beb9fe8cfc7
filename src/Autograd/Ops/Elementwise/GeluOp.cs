using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Gelu.</content>
public sealed partial class Variable
{
    /// <summary>The Gaussian error linear unit, y = x · Φ(x) with the normal distribution function Φ, or its form with tanh.</summary>
    /// <remarks>
    /// −0 at −∞, by the limit, not NaN; ∞ at ∞. Tanh form: y = x/2 · (1 + tanh(√(2/π)·(x + 0.044715·x³))), within 5e-4 of the other.
    /// </remarks>
    /// <param name="form">Which form; a network is to be used with the one it was trained with.</param>
    /// <returns>A Variable of the same shape and dtype.</returns>
    /// <exception cref="ArgumentException">There is no such form.</exception>
    public Variable Gelu(GeluForm form = GeluForm.Erf) => form switch
    {
        GeluForm.Erf => Operation.Apply(GeluOp.Instance, this),
        GeluForm.Tanh => Operation.Apply(GeluTanhOp.Instance, this),
        _ => throw Errors.Argument("gelu", $"there is no form {(int)form}", "use GeluForm.Erf or GeluForm.Tanh"),
    };
}

/// <summary>The Gaussian error linear unit, y = x · Φ(x). dy/dx = Φ(x) + x·φ(x); its limits 0 and 1 at ∓∞ (Hendrycks and Gimpel 2016).</summary>
public sealed class GeluOp : CurvedOperation<GeluOp.Rule>
{
    internal static readonly GeluOp Instance = new();

    private GeluOp()
    {
    }

    /// <inheritdoc/>
    private protected override SlopeOperation<Rule> Slope => GeluSlopeOp.Instance;

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : ICurvedRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.Input;

        /// <inheritdoc/>
        public static T Value<T>(T x)
            where T : IReal<T> => T.Gelu(x);

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.GeluSlope(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T PartialSlope<T>(T saved)
            where T : IReal<T>
        {
            var density = Density(saved);
            return T.IfEqual(density, T.Zero, T.Zero, density * (T.Constant(2) - (saved * saved)));
        }

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T PartialCurvature<T>(T saved)
            where T : IReal<T>
        {
            var density = Density(saved);
            return T.IfEqual(density, T.Zero, T.Zero, density * saved * ((saved * saved) - T.Constant(4)));
        }

        // φ(x) = e^(−x²/2) / √(2π).
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static T Density<T>(T x)
            where T : IReal<T> => T.Constant(0.3989422804014327) * T.Exp(T.Constant(-0.5) * (x * x));
    }
}
