using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>The error function.</content>
public sealed partial class Variable
{
    /// <summary>The error function, y = 2/√π · ∫₀ˣ e⁻ᵗ² dt.</summary>
    /// <remarks>±1 at ±∞, relatively accurate near 0.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Erf() => Operation.Apply(ErfOp.Instance, this);
}

/// <summary>The error function, y = erf x. dy/dx = 2/√π · e^(−x²).</summary>
public sealed class ErfOp : UnaryOperation<ErfOp.Rule>
{
    internal static readonly ErfOp Instance = new();

    private ErfOp()
    {
    }

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IUnaryRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.Input;

        /// <inheritdoc/>
        public static T Value<T>(T x)
            where T : IReal<T> => T.Erf(x);

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.Constant(1.1283791670955126) * T.Exp(-(x * x));
    }
}
