using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Comparison GreaterOrEqual.</content>
public sealed partial class Variable
{
    /// <summary>Where a ≥ b, a bool Variable, with broadcasting. Nothing holds for NaN. No gradient passes.</summary>
    /// <param name="other">The second operand.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote.</exception>
    public Variable GreaterOrEqual(Variable other) => GreaterOrEqualOp.Apply(this, other);

    /// <summary>Where a ≥ b for a number b that takes this Variable's dtype.</summary>
    /// <param name="other">The second operand.</param>
    public Variable GreaterOrEqual(double other) => GreaterOrEqualOp.Apply(this, ConstantLike("greaterorequal", other));

    /// <summary>Where a ≥ b, a bool Variable.</summary>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand.</param>
    public static Variable operator >=(Variable a, Variable b) => GreaterOrEqualOp.Apply(a, b);

    /// <summary>Where a ≥ b, a bool Variable.</summary>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand, a number.</param>
    public static Variable operator >=(Variable a, double b) => GreaterOrEqualOp.Apply(a, Constant("greaterorequal", b, a));
}

/// <summary>Where a ≥ b, as bool. Not differentiable: its value is constant almost everywhere.</summary>
public sealed class GreaterOrEqualOp : CompareOperation<GreaterOrEqualOp.Rule>
{
    private static readonly GreaterOrEqualOp Instance = new();

    private GreaterOrEqualOp()
    {
    }

    internal static Variable Apply(Variable a, Variable b) => Broadcast(Instance, a, b);

    /// <summary>The relation.</summary>
    public readonly struct Rule : ICompareRule
    {
        /// <inheritdoc/>
        public static T Holds<T>(T a, T b)
            where T : IReal<T> => T.IfLessOrEqual(b, a, T.One, T.Zero);
    }
}
