using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Comparison Less.</content>
public sealed partial class Variable
{
    /// <summary>Where a &lt; b, a bool Variable, with broadcasting. Nothing holds for NaN. No gradient passes.</summary>
    /// <param name="other">The second operand.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote.</exception>
    public Variable Less(Variable other) => LessOp.Apply(this, other);

    /// <summary>Where a &lt; b for a number b that takes this Variable's dtype.</summary>
    /// <param name="other">The second operand.</param>
    public Variable Less(double other) => LessOp.Apply(this, ConstantLike("less", other));

    /// <summary>Where a &lt; b, a bool Variable.</summary>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand.</param>
    public static Variable operator <(Variable a, Variable b) => LessOp.Apply(a, b);

    /// <summary>Where a &lt; b, a bool Variable.</summary>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second operand, a number.</param>
    public static Variable operator <(Variable a, double b) => LessOp.Apply(a, Constant("less", b, a));
}

/// <summary>Where a &lt; b, as bool. Not differentiable: its value is constant almost everywhere.</summary>
public sealed class LessOp : CompareOperation<LessOp.Rule>
{
    private static readonly LessOp Instance = new();

    private LessOp()
    {
    }

    internal static Variable Apply(Variable a, Variable b) => Broadcast(Instance, a, b);

    /// <summary>The relation.</summary>
    public readonly struct Rule : ICompareRule
    {
        /// <inheritdoc/>
        public static T Holds<T>(T a, T b)
            where T : IReal<T> => T.IfLess(a, b, T.One, T.Zero);
    }
}
