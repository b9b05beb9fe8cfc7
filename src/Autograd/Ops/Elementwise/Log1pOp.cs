using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Log1p.</content>
public sealed partial class Variable
{
    /// <summary>y = ln(1 + x) for x &gt; −1, relatively accurate near 0, where <c>(1 + x).Log()</c> is not.</summary>
    /// <remarks>−∞ at −1, NaN below, ∞ at ∞. The derivative at −1 is ∞.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Log1p() => Operation.Apply(Log1pOp.Instance, this);
}

/// <summary>y = ln(1 + x). dy/dx = 1 / (1 + x).</summary>
public sealed class Log1pOp : UnaryOperation<Log1pOp.Rule>
{
    internal static readonly Log1pOp Instance = new();

    private Log1pOp()
    {
    }

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IUnaryRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.Input;

        /// <inheritdoc/>
        public static T Value<T>(T x)
            where T : IReal<T> => T.Log1p(x);

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.One / (T.One + x);
    }
}
