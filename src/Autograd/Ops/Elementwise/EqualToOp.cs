using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Comparison EqualTo.</content>
public sealed partial class Variable
{
    /// <summary>Where a = b, a bool Variable, with broadcasting. Nothing holds for NaN. No gradient passes.</summary>
    /// <param name="other">The second operand.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the dtypes do not promote.</exception>
    public Variable EqualTo(Variable other) => EqualToOp.Apply(this, other);

    /// <summary>Where a = b for a number b that takes this Variable's dtype.</summary>
    /// <param name="other">The second operand.</param>
    public Variable EqualTo(double other) => EqualToOp.Apply(this, ConstantLike("equalto", other));
}

/// <summary>Where a = b, as bool. Not differentiable: its value is constant almost everywhere.</summary>
public sealed class EqualToOp : CompareOperation<EqualToOp.Rule>
{
    private static readonly EqualToOp Instance = new();

    private EqualToOp()
    {
    }

    internal static Variable Apply(Variable a, Variable b) => Broadcast(Instance, a, b);

    /// <summary>The relation.</summary>
    public readonly struct Rule : ICompareRule
    {
        /// <inheritdoc/>
        public static T Holds<T>(T a, T b)
            where T : IReal<T> => T.IfEqual(a, b, T.One, T.Zero);
    }
}
