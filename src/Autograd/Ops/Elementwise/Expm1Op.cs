using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Expm1.</content>
public sealed partial class Variable
{
    /// <summary>y = eˣ − 1, relatively accurate near 0, where <c>x.Exp() - 1</c> is not.</summary>
    /// <remarks>−1 at −∞, ∞ where the exponential is.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Expm1() => Operation.Apply(Expm1Op.Instance, this);
}

/// <summary>y = eˣ − 1. dy/dx = eˣ = y + 1.</summary>
public sealed class Expm1Op : UnaryOperation<Expm1Op.Rule>
{
    internal static readonly Expm1Op Instance = new();

    private Expm1Op()
    {
    }

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IUnaryRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.Output;

        /// <inheritdoc/>
        public static T Value<T>(T x)
            where T : IReal<T> => T.Expm1(x);

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => y + T.One;
    }
}
