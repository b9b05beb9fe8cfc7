using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Neg.</content>
public sealed partial class Variable
{
    /// <summary>The negative, y = −x.</summary>
    /// <param name="x">The input, of any shape.</param>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public static Variable operator -(Variable x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Operation.Apply(NegOp.Instance, x);
    }
}

/// <summary>The negative, y = −x. dy/dx = −1.</summary>
public sealed class NegOp : UnaryOperation<NegOp.Rule>
{
    internal static readonly NegOp Instance = new();

    private NegOp()
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
            where T : IReal<T> => -x;

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => -T.One;
    }
}
