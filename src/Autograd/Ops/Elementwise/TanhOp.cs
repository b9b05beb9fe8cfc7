using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Tanh.</content>
public sealed partial class Variable
{
    /// <summary>The hyperbolic tangent, y = tanh x.</summary>
    /// <remarks>±1 at ±∞, exact to the last bits near 0.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Tanh() => Operation.Apply(TanhOp.Instance, this);
}

/// <summary>The hyperbolic tangent, y = tanh x. dy/dx = 1 − y².</summary>
public sealed class TanhOp : CurvedOperation<TanhOp.Rule>
{
    internal static readonly TanhOp Instance = new();

    private TanhOp()
    {
    }

    /// <inheritdoc/>
    private protected override SlopeOperation<Rule> Slope => TanhSlopeOp.Instance;

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : ICurvedRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.Output;

        /// <inheritdoc/>
        public static T Value<T>(T x)
            where T : IReal<T> => T.Tanh(x);

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.One - (y * y);

        /// <inheritdoc/>
        public static T PartialSlope<T>(T saved)
            where T : IReal<T> => T.Constant(-2) * saved;

        /// <inheritdoc/>
        public static T PartialCurvature<T>(T saved)
            where T : IReal<T> => T.Constant(-2);
    }
}
