using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>The normal distribution.</content>
public sealed partial class Variable
{
    /// <summary>The share of a standard normal distribution below x, y = Φ(x) = ½·(1 + erf(x/√2)).</summary>
    /// <remarks>0 at −∞, 1 at ∞, and relatively accurate in the left tail, where 1 + erf is not.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable NormalCdf() => Operation.Apply(NormalCdfOp.Instance, this);
}

/// <summary>The normal distribution function, y = Φ(x). dy/dx = φ(x) = e^(−x²/2) / √(2π).</summary>
public sealed class NormalCdfOp : UnaryOperation<NormalCdfOp.Rule>
{
    internal static readonly NormalCdfOp Instance = new();

    private NormalCdfOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "normal_cdf";

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IUnaryRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.Input;

        /// <inheritdoc/>
        public static T Value<T>(T x)
            where T : IReal<T> => T.NormalCdf(x);

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.Constant(0.3989422804014327) * T.Exp(T.Constant(-0.5) * (x * x));
    }
}
