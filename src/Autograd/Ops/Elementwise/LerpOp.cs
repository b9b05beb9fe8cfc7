using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Lerp.</content>
public sealed partial class Variable
{
    /// <summary>Linear interpolation from one to another, y = a + w·(b − a), with broadcasting, as a new Variable.</summary>
    /// <remarks>Exactly a at w = 0 and b at w = 1; any w is allowed. To change a buffer in place there is <see cref="Lerp(Variable, double)"/>.</remarks>
    /// <param name="start">a.</param>
    /// <param name="end">b.</param>
    /// <param name="weight">w.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote.</exception>
    public static Variable Lerp(Variable start, Variable end, Variable weight) => LerpOp.Apply(start, end, weight);

    /// <summary>Linear interpolation from one to another by a number, y = a + w·(b − a), with broadcasting, as a new Variable.</summary>
    /// <remarks>Exactly a at w = 0 and b at w = 1; any w is allowed. To change a buffer in place there is <see cref="Lerp(Variable, double)"/>.</remarks>
    /// <param name="start">a.</param>
    /// <param name="end">b.</param>
    /// <param name="weight">w, which takes the dtype of a.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote.</exception>
    public static Variable Lerp(Variable start, Variable end, double weight) => LerpOp.Apply(start, end, Constant("lerp", weight, start));
}

/// <summary>Linear interpolation, y = a + w·(b − a), from the nearer end. ∂y/∂a = 1 − w, ∂y/∂b = w, ∂y/∂w = b − a.</summary>
public sealed class LerpOp : TernaryOperation<LerpOp.Rule>
{
    private static readonly LerpOp Instance = new();

    private LerpOp()
    {
    }

    internal static Variable Apply(Variable a, Variable b, Variable weight) => Broadcast(Instance, a, b, weight);

    /// <summary>The mathematics.</summary>
    public readonly struct Rule : ITernaryRule
    {
        /// <inheritdoc/>
        public static Saves SavesForFirst => Saves.Third;

        /// <inheritdoc/>
        public static Saves SavesForSecond => Saves.Third;

        /// <inheritdoc/>
        public static Saves SavesForThird => Saves.First | Saves.Second;

        /// <inheritdoc/>
        public static T Value<T>(T a, T b, T c)
            where T : IReal<T> => T.IfLess(c, T.Constant(0.5), a + (c * (b - a)), b - ((T.One - c) * (b - a)));

        /// <inheritdoc/>
        public static T PartialFirst<T>(T a, T b, T c, T y)
            where T : IReal<T> => T.One - c;

        /// <inheritdoc/>
        public static T PartialSecond<T>(T a, T b, T c, T y)
            where T : IReal<T> => c;

        /// <inheritdoc/>
        public static T PartialThird<T>(T a, T b, T c, T y)
            where T : IReal<T> => b - a;
    }
}
