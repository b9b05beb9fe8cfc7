using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Reciprocal.</content>
public sealed partial class Variable
{
    /// <summary>The reciprocal, y = 1/x.</summary>
    /// <remarks>±∞ at ±0, ±0 at ±∞.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Reciprocal() => Operation.Apply(ReciprocalOp.Instance, this);
}

/// <summary>The reciprocal, y = 1/x. dy/dx = −y².</summary>
public sealed class ReciprocalOp : UnaryOperation<ReciprocalOp.Rule>
{
    internal static readonly ReciprocalOp Instance = new();

    private ReciprocalOp()
    {
    }

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IUnaryRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.Output;

        /// <inheritdoc/>
        public static T Value<T>(T x)
            where T : IReal<T> => T.One / x;

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => -(y * y);
    }
}
