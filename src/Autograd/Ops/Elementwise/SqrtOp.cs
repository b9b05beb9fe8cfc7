using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Sqrt.</content>
public sealed partial class Variable
{
    /// <summary>The square root, y = √x, for x ≥ 0.</summary>
    /// <remarks>NaN below 0. The derivative at 0 is ∞, and a zero cotangent makes it 0.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Sqrt() => Operation.Apply(SqrtOp.Instance, this);
}

/// <summary>The square root, y = √x. dy/dx = 1/(2y), ∞ at 0.</summary>
public sealed class SqrtOp : UnaryOperation<SqrtOp.Rule>
{
    internal static readonly SqrtOp Instance = new();

    private SqrtOp()
    {
    }

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IUnaryRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.Output;

        /// <inheritdoc/>
        public static T Value<T>(T x)
            where T : IReal<T> => T.Sqrt(x);

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.Constant(0.5) / y;
    }
}
