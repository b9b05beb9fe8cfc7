using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Sign.</content>
public sealed partial class Variable
{
    /// <summary>The sign: −1 below 0, 1 above, 0 at 0.</summary>
    /// <remarks>NaN stays NaN. The derivative is 0 everywhere, at 0 too.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Sign() => Operation.Apply(SignOp.Instance, this);
}

/// <summary>The sign, y = −1, 0 or 1. dy/dx = 0.</summary>
public sealed class SignOp : UnaryOperation<SignOp.Rule>
{
    internal static readonly SignOp Instance = new();

    private SignOp()
    {
    }

    /// <inheritdoc/>
    protected override bool TakesIntegers => true;

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IUnaryRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.None;

        /// <inheritdoc/>
        public static T Value<T>(T x)
            where T : IReal<T> => T.IfLess(x, T.Zero, -T.One, T.IfLess(T.Zero, x, T.One, x));

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.Zero;
    }
}
