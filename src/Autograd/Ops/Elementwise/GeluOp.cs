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
public sealed class GeluOp : UnaryOperation<GeluOp.Rule>
{
    internal static readonly GeluOp Instance = new();

    private GeluOp()
    {
    }

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IUnaryRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.Input;

        /// <inheritdoc/>
        public static T Value<T>(T x)
            where T : IReal<T> => T.Gelu(x);

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.GeluSlope(x);
    }
}
