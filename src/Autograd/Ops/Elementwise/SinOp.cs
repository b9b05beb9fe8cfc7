using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Sine.</content>
public sealed partial class Variable
{
    /// <summary>The sine of an angle in radians, y = sin x.</summary>
    /// <remarks>NaN at ±∞. Large angles are reduced with as many digits of π as they need.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Sin() => Operation.Apply(SinOp.Instance, this);
}

/// <summary>The sine, y = sin x. dy/dx = cos x.</summary>
public sealed class SinOp : UnaryOperation<SinOp.Rule>
{
    internal static readonly SinOp Instance = new();

    private SinOp()
    {
    }

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IUnaryRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.Input;

        /// <inheritdoc/>
        public static T Value<T>(T x)
            where T : IReal<T> => T.Sin(x);

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.Cos(x);
    }
}
