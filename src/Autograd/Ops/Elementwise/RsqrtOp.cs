using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Rsqrt.</content>
public sealed partial class Variable
{
    /// <summary>The reciprocal of the square root, y = 1/√x, for x &gt; 0.</summary>
    /// <remarks>∞ at 0 (−∞ at −0), 0 at ∞, NaN below 0. The derivative at 0 is infinite, and a zero cotangent makes it 0.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Rsqrt() => Operation.Apply(RsqrtOp.Instance, this);
}

/// <summary>The reciprocal of the square root, y = 1/√x. dy/dx = −y³/2.</summary>
public sealed class RsqrtOp : UnaryOperation<RsqrtOp.Rule>
{
    internal static readonly RsqrtOp Instance = new();

    private RsqrtOp()
    {
    }

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IUnaryRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.Output;

        /// <inheritdoc/>
        public static T Value<T>(T x)
            where T : IReal<T> => T.One / T.Sqrt(x);

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.Constant(-0.5) * (y * y * y);
    }
}
