using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Round.</content>
public sealed partial class Variable
{
    /// <summary>The nearest integer, of two equally near the even one: 0.5 gives 0, 1.5 and 2.5 give 2.</summary>
    /// <remarks>Integers, ±∞ and NaN stay as they are. The derivative is 0 everywhere, at the steps too.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Round() => Operation.Apply(RoundOp.Instance, this);
}

/// <summary>The nearest integer, halves to even. dy/dx = 0.</summary>
public sealed class RoundOp : UnaryOperation<RoundOp.Rule>
{
    internal static readonly RoundOp Instance = new();

    private RoundOp()
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
            where T : IReal<T> => T.Round(x);

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.Zero;
    }
}
