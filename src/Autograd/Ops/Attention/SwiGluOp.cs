using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>SwiGLU.</content>
public sealed partial class Variable
{
    /// <summary>The gated unit silu(a) · b = a · σ(a) · b, with broadcasting (Shazeer, "GLU variants improve transformer", 2020).</summary>
    /// <remarks>NaN at a = −∞, where −∞ meets 0.</remarks>
    /// <param name="a">The gate, of floats.</param>
    /// <param name="b">What it lets through, of a shape that broadcasts with the gate's.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote or are no floats.</exception>
    public static Variable SwiGlu(Variable a, Variable b) => SwiGluOp.Apply(a, b);
}

/// <summary>y = a · σ(a) · b. ∂y/∂a = σ(a) · (1 + a · (1 − σ(a))) · b, ∂y/∂b = a · σ(a).</summary>
public sealed class SwiGluOp : BinaryOperation<SwiGluOp.Rule>
{
    private static readonly SwiGluOp Instance = new();

    private SwiGluOp()
    {
    }

    internal static Variable Apply(Variable a, Variable b) => Broadcast(Instance, a, b);

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IBinaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.First | Saves.Second;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.First;

        /// <inheritdoc/>
        public static T Value<T>(T a, T b)
            where T : IReal<T> => a * T.Sigmoid(a) * b;

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T>
        {
            // 1 − σ(a) as σ(−a), which loses nothing where σ(a) is close to 1.
            var s = T.Sigmoid(a);
            return s * (T.One + (a * T.Sigmoid(-a))) * b;
        }

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T> => a * T.Sigmoid(a);
    }
}
