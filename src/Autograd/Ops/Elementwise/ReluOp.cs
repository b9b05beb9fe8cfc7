using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Relu.</content>
public sealed partial class Variable
{
    /// <summary>The rectifier, y = max(x, 0).</summary>
    /// <remarks>NaN stays NaN. The derivative at 0 is 0.</remarks>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable Relu() => Operation.Apply(ReluOp.Instance, this);
}

/// <summary>The rectifier, y = max(x, 0). dy/dx = 1 for x &gt; 0, 0 elsewhere, 0 included.</summary>
public sealed class ReluOp : UnaryOperation<ReluOp.Rule>
{
    internal static readonly ReluOp Instance = new();

    private ReluOp()
    {
    }

    /// <inheritdoc/>
    protected override bool TakesIntegers => true;

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IUnaryRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.Output;

        /// <inheritdoc/>
        public static T Value<T>(T x)
            where T : IReal<T> => T.Max(x, T.Zero);

        /// <inheritdoc/>
        public static T Partial<T>(T x, T y)
            where T : IReal<T> => T.IfLess(T.Zero, y, T.One, T.Zero);
    }
}
