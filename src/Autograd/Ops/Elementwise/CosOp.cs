using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Cosine.</content>
public sealed partial class Variable
{
    /// <summary>The cosine of an angle in radians, y = cos x.</summary>
    /// <remarks>NaN at ±∞. Large angles are reduced with as many digits of π as they need.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Cos() => Operation.Apply(CosOp.Instance, this);
}

/// <summary>The cosine, y = cos x. dy/dx = −sin x.</summary>
public sealed class CosOp : UnaryOperation<CosOp.Rule>
{
    internal static readonly CosOp Instance = new();

    private CosOp()
    {
    }

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IUnaryRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.Input;

        /// <inheritdoc/>
        public static T Value<T>(T x)
            where T : IReal<T> => T.Cos(x);

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => -T.Sin(x);
    }
}
