using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Places of minima.</content>
public sealed partial class Variable
{
    /// <summary>The place of the smallest element of all, counted in row-major order: an int64 scalar. No gradient passes.</summary>
    /// <remarks>The first of equals (−0 equals 0); the first NaN where there is one.</remarks>
    /// <exception cref="ArgumentException">There is no element to choose from, or the elements are bools.</exception>
    public Variable ArgMin() => ArgReduction.Flat("argmin", this).ArgMin(0);

    /// <summary>The places of the smallest elements along an axis, int64. No gradient passes.</summary>
    /// <remarks>The first of equals (−0 equals 0); the first NaN where there is one.</remarks>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <param name="keepAxis">Whether the axis stays with length 1.</param>
    /// <exception cref="ArgumentException">There is no such axis or no element along it, or the elements are bools.</exception>
    public Variable ArgMin(int axis, bool keepAxis = false) => ArgMinOp.Apply(this, axis, keepAxis);
}

/// <summary>The first place of the smallest element along an axis. Not differentiable: it is constant almost everywhere.</summary>
public sealed class ArgMinOp : Operation
{
    private static readonly OperationCache<(int Axis, bool Keep), ArgMinOp> Cache = new(key => new ArgMinOp(key.Axis, key.Keep));

    private readonly int _axis;
    private readonly bool _keepAxis;

    private ArgMinOp(int axis, bool keepAxis)
    {
        _axis = axis;
        _keepAxis = keepAxis;
    }

    /// <inheritdoc/>
    public override bool IsDifferentiable => false;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context) =>
        context.SetOutput(ArgReduction.Run<Rule, MinOp.Rule>(context, _axis, _keepAxis));

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
    }

    internal static Variable Apply(Variable x, int axis, bool keepAxis) => Apply(Cache.Get((ArgReduction.Check("argmin", x, axis), keepAxis)), x);

    /// <summary>Whether a beats b: it is smaller, or NaN against a number.</summary>
    public readonly struct Rule : ICompareRule
    {
        /// <inheritdoc/>
        public static T Holds<T>(T a, T b)
            where T : IReal<T> => T.IfLess(a, b, T.One, T.IfEqual(a, a, T.Zero, T.IfEqual(b, b, T.One, T.Zero)));
    }
}
