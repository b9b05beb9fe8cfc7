using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>LeakyRelu.</content>
public sealed partial class Variable
{
    /// <summary>The leaky rectifier, y = x above 0 and slope · x elsewhere.</summary>
    /// <remarks>The derivative at 0 is the slope. NaN stays NaN.</remarks>
    /// <param name="slope">The slope below 0.</param>
    /// <returns>A Variable of the same shape and dtype.</returns>
    public Variable LeakyRelu(double slope = 0.01) => LeakyReluOp.Apply(this, ConstantLike("leakyrelu", slope));

    /// <summary>The leaky rectifier with slopes that can be learned (PReLU), y = x above 0 and slope · x elsewhere, with broadcasting.</summary>
    /// <remarks>The derivative by x at 0 is the slope, and that by the slope 0. NaN stays NaN.</remarks>
    /// <param name="slope">The slopes below 0, of a shape that broadcasts.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote.</exception>
    public Variable LeakyRelu(Variable slope) => LeakyReluOp.Apply(this, slope);
}

/// <summary>The leaky rectifier of x with slope s, y = x for x &gt; 0, s·x elsewhere. ∂y/∂x = 1 or s, ∂y/∂s = 0 or x.</summary>
public sealed class LeakyReluOp : BinaryOperation<LeakyReluOp.Rule>
{
    private static readonly LeakyReluOp Instance = new();

    private LeakyReluOp()
    {
    }

    internal static Variable Apply(Variable x, Variable slope) => Broadcast(Instance, x, slope);

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IBinaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.First | Saves.Second;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.First;

        /// <inheritdoc/>
        public static T Value<T>(T a, T b)
            where T : IReal<T> => T.IfLess(T.Zero, a, a, b * a);

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T> => T.IfLess(T.Zero, a, T.One, b);

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T> => T.IfLess(T.Zero, a, T.Zero, a);
    }
}
