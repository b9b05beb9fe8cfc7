using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Square.</content>
public sealed partial class Variable
{
    /// <summary>The square, y = x².</summary>
    /// <remarks>Of the same bits as x · x, in one pass and with x read once.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Square() => Operation.Apply(SquareOp.Instance, this);
}

/// <summary>The square, y = x². dy/dx = 2x.</summary>
public sealed class SquareOp : UnaryOperation<SquareOp.Rule>
{
    internal static readonly SquareOp Instance = new();

    private SquareOp()
    {
    }

    /// <inheritdoc/>
    protected override bool TakesIntegers => true;

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IUnaryRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.Input;

        /// <inheritdoc/>
        public static T Value<T>(T x)
            where T : IReal<T> => x * x;

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => x + x;
    }
}
