using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Floor.</content>
public sealed partial class Variable
{
    /// <summary>The largest integer not above x, y = ⌊x⌋, in the same dtype.</summary>
    /// <remarks>Integers, ±∞ and NaN stay as they are. The derivative is 0 everywhere, at the steps too.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Floor() => Operation.Apply(FloorOp.Instance, this);
}

/// <summary>The largest integer not above, y = ⌊x⌋. dy/dx = 0.</summary>
public sealed class FloorOp : UnaryOperation<FloorOp.Rule>
{
    internal static readonly FloorOp Instance = new();

    private FloorOp()
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
            where T : IReal<T> => T.Floor(x);

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.Zero;
    }
}
