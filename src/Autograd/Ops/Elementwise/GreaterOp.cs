using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Comparison Greater.</content>
public sealed partial class Variable
{
    /// <summary>Where a &gt; b, a bool Variable, with broadcasting. Nothing holds for NaN. No gradient passes.</summary>
    /// <param name="other">The second operand.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote.</exception>
    public Variable Greater(Variable other) => GreaterOp.Apply(this, other);

    /// <summary>Where a &gt; b for a number b that takes this Variable's dtype.</summary>
    /// <param name="other">The second operand.</param>
    public Variable Greater(double other) => GreaterOp.Apply(this, ConstantLike("greater", other));

    /// <summary>Where a &gt; b, a bool Variable.</summary>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand.</param>
    public static Variable operator >(Variable a, Variable b) => GreaterOp.Apply(a, b);

    /// <summary>Where a &gt; b, a bool Variable.</summary>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand, a number.</param>
    public static Variable operator >(Variable a, double b) => GreaterOp.Apply(a, Constant("greater", b, a));
}

/// <summary>Where a &gt; b, as bool. Not differentiable: its value is constant almost everywhere.</summary>
public sealed class GreaterOp : CompareOperation<GreaterOp.Rule>
{
    private static readonly GreaterOp Instance = new();

    private GreaterOp()
    {
    }

    internal static Variable Apply(Variable a, Variable b) => Broadcast(Instance, a, b);

    /// <summary>The relation.</summary>
    public readonly struct Rule : ICompareRule
    {
        /// <inheritdoc/>
        public static T Holds<T>(T a, T b)
            where T : IReal<T> => T.IfLess(b, a, T.One, T.Zero);
    }
}
