using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Comparison NotEqualTo.</content>
public sealed partial class Variable
{
    /// <summary>Where a ≠ b, a bool Variable, with broadcasting. NaN differs from everything. No gradient passes.</summary>
    /// <param name="other">The second operand.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote.</exception>
    public Variable NotEqualTo(Variable other) => NotEqualToOp.Apply(this, other);

    /// <summary>Where a ≠ b for a number b that takes this Variable's dtype.</summary>
    /// <param name="other">The second operand.</param>
    public Variable NotEqualTo(double other) => NotEqualToOp.Apply(this, ConstantLike("notequalto", other));
}

/// <summary>Where a ≠ b, as bool. Not differentiable: its value is constant almost everywhere.</summary>
public sealed class NotEqualToOp : CompareOperation<NotEqualToOp.Rule>
{
    private static readonly NotEqualToOp Instance = new();

    private NotEqualToOp()
    {
    }

    internal static Variable Apply(Variable a, Variable b) => Broadcast(Instance, a, b);

    /// <summary>The relation.</summary>
    public readonly struct Rule : ICompareRule
    {
        /// <inheritdoc/>
        public static T Holds<T>(T a, T b)
            where T : IReal<T> => T.IfEqual(a, b, T.Zero, T.One);
    }
}
