using System.Runtime.CompilerServices;
using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <summary>The Gaussian error linear unit with tanh, y = x/2 · (1 + tanh u) = x · σ(2u), 2u = √(8/π)·(x + 0.044715·x³). dy/dx = σ + x·σ·(1 − σ)·(2u)′; its limits 0 and 1 at ∓∞.</summary>
public sealed class GeluTanhOp : UnaryOperation<GeluTanhOp.Rule>
{
    internal static readonly GeluTanhOp Instance = new();

    // √(8/π), and 0.044715 times it.
    private const double Linear = 1.5957691216057308;
    private const double Cubic = 0.07135481627260025;

    // From here on σ is 0 in every precision, and 0 · ∞ must not be met.
    private const double Far = 60;

    private GeluTanhOp()
    {
    }

    /// <inheritdoc/>
    public override string Name => "gelu_tanh";

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IUnaryRule
    {
        /// <inheritdoc/>
        public static Saves Saves => Saves.Input;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Value<T>(T x)
            where T : IReal<T>
        {
            var within = T.Max(x, T.Constant(-Far));
            return within * T.Sigmoid(Twice(within));
        }

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Partial<T>(T x, T y)
            where T : IReal<T>
        {
            var s = T.Sigmoid(Twice(x));
            var slope = s * (T.One - s);
            var inner = T.Constant(Linear) + (T.Constant(3 * Cubic) * (x * x));
            return s + T.IfEqual(slope, T.Zero, T.Zero, x * slope * inner);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static T Twice<T>(T x)
            where T : IReal<T> => x * (T.Constant(Linear) + (T.Constant(Cubic) * (x * x)));
    }
}
