using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Abs.</content>
public sealed partial class Variable
{
    /// <summary>The absolute value, y = |x|.</summary>
    /// <remarks>The derivative at 0 is 0.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Abs() => Operation.Apply(AbsOp.Instance, this);
}

/// <summary>The absolute value, y = |x|. dy/dx = sign x, 0 at 0.</summary>
public sealed class AbsOp : UnaryOperation<AbsOp.Rule>
{
    internal static readonly AbsOp Instance = new();

    private AbsOp()
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
            where T : IReal<T> => T.Abs(x);

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.IfLess(x, T.Zero, -T.One, T.IfLess(T.Zero, x, T.One, T.Zero));
    }
}
