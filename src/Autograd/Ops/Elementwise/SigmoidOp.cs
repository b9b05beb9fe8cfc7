using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Sigmoid.</content>
public sealed partial class Variable
{
    /// <summary>The logistic function, y = 1 / (1 + e⁻ˣ).</summary>
    /// <remarks>0 at −∞, 1 at ∞, without overflow between.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Sigmoid() => Operation.Apply(SigmoidOp.Instance, this);
}

/// <summary>The logistic function, y = 1 / (1 + e⁻ˣ). dy/dx = y·(1 − y).</summary>
public sealed class SigmoidOp : CurvedOperation<SigmoidOp.Rule>
{
    internal static readonly SigmoidOp Instance = new();

    private SigmoidOp()
    {
    }

    /// <inheritdoc/>
    private protected override SlopeOperation<Rule> Slope => SigmoidSlopeOp.Instance;

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : ICurvedRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.Output;

        /// <inheritdoc/>
        public static T Value<T>(T x)
            where T : IReal<T> => T.Sigmoid(x);

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => y * (T.One - y);

        /// <inheritdoc/>
        public static T PartialSlope<T>(T saved)
            where T : IReal<T> => T.One - (saved + saved);

        /// <inheritdoc/>
        public static T PartialCurvature<T>(T saved)
            where T : IReal<T> => T.Constant(-2);
    }
}
