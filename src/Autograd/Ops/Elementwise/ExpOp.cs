using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Exp.</content>
public sealed partial class Variable
{
    /// <summary>The exponential function, y = eˣ.</summary>
    /// <remarks>0 at −∞, ∞ above the logarithm of the largest number, NaN at NaN.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Exp() => Operation.Apply(ExpOp.Instance, this);
}

/// <summary>The exponential function, y = eˣ. dy/dx = y.</summary>
public sealed class ExpOp : UnaryOperation<ExpOp.Rule>
{
    internal static readonly ExpOp Instance = new();

    private ExpOp()
    {
    }

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IUnaryRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.Output;

        /// <inheritdoc/>
        public static T Value<T>(T x)
            where T : IReal<T> => T.Exp(x);

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => y;
    }
}
