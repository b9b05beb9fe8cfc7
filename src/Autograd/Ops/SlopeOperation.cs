using Autograd.Numerics;

namespace Autograd.Ops;

/// <summary>
/// The backward pass of a curved operation as an operation, y = c · p(s) of a cotangent and the saved value, where c = 0 gives 0 whatever p is.
/// ∂y/∂c = p(s), ∂y/∂s = c · p'(s).
/// </summary>
/// <typeparam name="TRule">The mathematics of the operation whose partial derivative p is.</typeparam>
public abstract class SlopeOperation<TRule> : BinaryOperation<SlopeOperation<TRule>.Rule>
    where TRule : struct, ICurvedRule
{
    /// <summary>c · p'(s).</summary>
    private protected abstract CurvatureOperation<TRule> Curvature { get; }

    /// <inheritdoc/>
    protected internal sealed override void Vjp(in VjpContext context, in GradientSink sink)
    {
        if (!context.CreatesGraph)
        {
            base.Vjp(context, sink);
            return;
        }

        if (context.Needs(0))
            sink.Add(0, Apply(this, context.Cotangent, context.Input(1)));
        if (context.Needs(1))
            sink.Add(1, StrongProductOp.Apply(context.Cotangent, Apply(Curvature, context.Input(0), context.Input(1))));
    }

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : IBinaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.Second;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.First | Saves.Second;

        /// <inheritdoc/>
        public static T Value<T>(T a, T b)
            where T : IReal<T> => T.IfEqual(a, T.Zero, T.Zero, a * Partial(b));

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T y)
            where T : IReal<T> => Partial(b);

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T y)
            where T : IReal<T> => T.IfEqual(a, T.Zero, T.Zero, a * TRule.PartialSlope(b));

        private static T Partial<T>(T saved)
            where T : IReal<T> => (TRule.Saves & Saves.Input) != 0 ? TRule.Partial(saved, T.Zero) : TRule.Partial(T.Zero, saved);
    }
}
