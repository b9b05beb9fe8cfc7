using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Places of maxima.</content>
public sealed partial class Variable
{
    /// <summary>The place of the largest element of all, counted in row-major order: an int64 scalar. No gradient passes.</summary>
    /// <remarks>The first of equals (−0 equals 0); the first NaN where there is one.</remarks>
    /// <exception cref="ArgumentException">There is no element to choose from, or the elements are bools.</exception>
    public Variable ArgMax() => ArgReduction.Flat("argmax", this).ArgMax(0);

    /// <summary>The places of the largest elements along an axis, int64. No gradient passes.</summary>
    /// <remarks>The first of equals (−0 equals 0); the first NaN where there is one.</remarks>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <param name="keepAxis">Whether the axis stays with length 1.</param>
    /// <exception cref="ArgumentException">There is no such axis or no element along it, or the elements are bools.</exception>
    public Variable ArgMax(int axis, bool keepAxis = false) => ArgMaxOp.Apply(this, axis, keepAxis);
}

/// <summary>The first place of the largest element along an axis. Not differentiable: it is constant almost everywhere.</summary>
public sealed class ArgMaxOp : Operation
{
    private static readonly OperationCache<(int Axis, bool Keep), ArgMaxOp> Cache = new(key => new ArgMaxOp(key.Axis, key.Keep));

    private readonly int _axis;
    private readonly bool _keepAxis;

    private ArgMaxOp(int axis, bool keepAxis)
    {
        _axis = axis;
        _keepAxis = keepAxis;
    }

    /// <inheritdoc/>
    public override bool IsDifferentiable => false;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context) =>
        context.SetOutput(ArgReduction.Run<Rule, MaxOp.Rule>(context, _axis, _keepAxis));

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
    }

    internal static Variable Apply(Variable x, int axis, bool keepAxis) => Apply(Cache.Get((ArgReduction.Check("argmax", x, axis), keepAxis)), x);

    /// <summary>Whether a beats b: it is larger, or NaN against a number.</summary>
    public readonly struct Rule : ICompareRule
    {
        /// <inheritdoc/>
        public static T Holds<T>(T a, T b)
            where T : IReal<T> => T.IfLess(b, a, T.One, T.IfEqual(a, a, T.Zero, T.IfEqual(b, b, T.One, T.Zero)));
    }
}
