using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Comparison LessOrEqual.</content>
public sealed partial class Variable
{
    /// <summary>Where a ≤ b, a bool Variable, with broadcasting. Nothing holds for NaN. No gradient passes.</summary>
    /// <param name="other">The second operand.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote.</exception>
    public Variable LessOrEqual(Variable other) => LessOrEqualOp.Apply(this, other);

    /// <summary>Where a ≤ b for a number b that takes this Variable's dtype.</summary>
    /// <param name="other">The second operand.</param>
    public Variable LessOrEqual(double other) => LessOrEqualOp.Apply(this, ConstantLike("lessorequal", other));

    /// <summary>Where a ≤ b, a bool Variable.</summary>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand.</param>
    public static Variable operator <=(Variable a, Variable b) => LessOrEqualOp.Apply(a, b);

    /// <summary>Where a ≤ b, a bool Variable.</summary>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand, a number.</param>
    public static Variable operator <=(Variable a, double b) => LessOrEqualOp.Apply(a, Constant("lessorequal", b, a));
}

/// <summary>Where a ≤ b, as bool. Not differentiable: its value is constant almost everywhere.</summary>
public sealed class LessOrEqualOp : CompareOperation<LessOrEqualOp.Rule>
{
    private static readonly LessOrEqualOp Instance = new();

    private LessOrEqualOp()
    {
    }

    internal static Variable Apply(Variable a, Variable b) => Broadcast(Instance, a, b);

    /// <summary>The relation.</summary>
    public readonly struct Rule : ICompareRule
    {
        /// <inheritdoc/>
        public static T Holds<T>(T a, T b)
            where T : IReal<T> => T.IfLessOrEqual(a, b, T.One, T.Zero);
    }
}
