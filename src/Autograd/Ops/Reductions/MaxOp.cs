using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Maxima along axes.</content>
public sealed partial class Variable
{
    /// <summary>
    /// The largest element along the given axes, or of all; those axes go. NaN where there is one. Equal maxima share the
    /// gradient equally.
    /// </summary>
    /// <param name="axes">The axes; none means all. Negative ones count from the end.</param>
    /// <exception cref="ArgumentException">There is no element to choose from.</exception>
    public Variable Max(params ReadOnlySpan<int> axes) => MaxOp.Apply(this, axes, keepAxes: false);

    /// <summary>The largest element along the given axes, or of all.</summary>
    /// <param name="axes">The axes; none means all. Negative ones count from the end.</param>
    /// <param name="keepAxes">Whether the axes stay with length 1.</param>
    /// <exception cref="ArgumentException">There is no element to choose from.</exception>
    public Variable Max(ReadOnlySpan<int> axes, bool keepAxes) => MaxOp.Apply(this, axes, keepAxes);
}

/// <summary>The maximum along axes. The gradient goes to the maximal elements, in equal shares where there are several.</summary>
public sealed class MaxOp : Operation
{
    private static readonly OperationCache<(uint Axes, bool Keep), MaxOp> Cache = new(key => new MaxOp(key.Axes, key.Keep));

    private readonly uint _axes;
    private readonly bool _keepAxes;

    private MaxOp(uint axes, bool keepAxes)
    {
        _axes = axes;
        _keepAxes = keepAxes;
    }

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) => Saves.Input | Saves.Output;

    /// <inheritdoc/>
    protected internal override long Flops(ReadOnlySpan<Variable> inputs, ReadOnlySpan<Variable> outputs) => inputs[0].Count;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context) =>
        context.SetOutput(Reduction.Run<Rule>(context[0], _axes, _keepAxes));

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var shape = context.InputShape(0);
        var kept = Reduction.ResultShape(shape, _axes, keepAxes: true);
        sink.Add(0, context.Cotangent.Reshape(kept) * Shares(context.Input(0), context.Output().Reshape(kept)));
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        if (context.Tangent(0) is not { } tangent)
            return;
        var x = context.Input(0);
        var kept = Reduction.ResultShape(x.Shape, _axes, keepAxes: true);
        context.SetTangent(SumOp.Apply(tangent * Shares(x, context.Output().Reshape(kept)), _axes, _keepAxes));
    }

    internal static Variable Apply(Variable x, ReadOnlySpan<int> axes, bool keepAxes)
    {
        x.ThrowIfReleased("max");
        DTypeChecks.Elementwise("max", x.DType, takesIntegers: true);
        var mask = Axes.Mask("max", axes, x.Rank);
        if (Reduction.CountOf(x.Shape, mask) == 0)
            throw Errors.Argument("max", $"shape {x.Shape} has no element along the axes", "give at least one to choose from");
        return Apply(Cache.Get((mask, keepAxes)), x);
    }

    /// <summary>1/k at each of a group's k maximal elements, 0 elsewhere: constant almost everywhere, so no gradient passes.</summary>
    private Variable Shares(Variable x, Variable maxima)
    {
        var hits = x.Detach().EqualTo(maxima.Detach()).To(x.DType);
        return hits / SumOp.Apply(hits, _axes, keepAxes: true);
    }

    /// <summary>The larger, from −∞.</summary>
    public readonly struct Rule : IReductionRule
    {
        /// <inheritdoc/>
        public static T Start<T>()
            where T : IReal<T> => T.Constant(double.NegativeInfinity);

        /// <inheritdoc/>
        public static T Combine<T>(T a, T b)
            where T : IReal<T> => T.Max(a, b);
    }
}
