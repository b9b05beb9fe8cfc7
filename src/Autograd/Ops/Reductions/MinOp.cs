using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Minima along axes.</content>
public sealed partial class Variable
{
    /// <summary>
    /// The smallest element along the given axes, or of all; those axes go. NaN where there is one. Equal minima share the
    /// gradient equally.
    /// </summary>
    /// <param name="axes">The axes; none means all. Negative ones count from the end.</param>
    /// <exception cref="ArgumentException">There is no element to choose from.</exception>
    public Variable Min(params ReadOnlySpan<int> axes) => MinOp.Apply(this, axes, keepAxes: false);

    /// <summary>The smallest element along the given axes, or of all.</summary>
    /// <param name="axes">The axes; none means all. Negative ones count from the end.</param>
    /// <param name="keepAxes">Whether the axes stay with length 1.</param>
    /// <exception cref="ArgumentException">There is no element to choose from.</exception>
    public Variable Min(ReadOnlySpan<int> axes, bool keepAxes) => MinOp.Apply(this, axes, keepAxes);
}

/// <summary>The minimum along axes. The gradient goes to the minimal elements, in equal shares where there are several.</summary>
public sealed class MinOp : Operation
{
    private static readonly OperationCache<(uint Axes, bool Keep), MinOp> Cache = new(key => new MinOp(key.Axes, key.Keep));

    private readonly uint _axes;
    private readonly bool _keepAxes;

    private MinOp(uint axes, bool keepAxes)
    {
        _axes = axes;
        _keepAxes = keepAxes;
    }

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) => Saves.Input | Saves.Output;

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
        x.ThrowIfReleased("min");
        DTypeChecks.Elementwise("min", x.DType, takesIntegers: true);
        var mask = Axes.Mask("min", axes, x.Rank);
        if (Reduction.CountOf(x.Shape, mask) == 0)
            throw Errors.Argument("min", $"shape {x.Shape} has no element along the axes", "give at least one to choose from");
        return Apply(Cache.Get((mask, keepAxes)), x);
    }

    /// <summary>1/k at each of a group's k minimal elements, 0 elsewhere: constant almost everywhere, so no gradient passes.</summary>
    private Variable Shares(Variable x, Variable minima)
    {
        var hits = x.Detach().EqualTo(minima.Detach()).To(x.DType);
        return hits / SumOp.Apply(hits, _axes, keepAxes: true);
    }

    /// <summary>The smaller, from ∞.</summary>
    public readonly struct Rule : IReductionRule
    {
        /// <inheritdoc/>
        public static T Start<T>()
            where T : IReal<T> => T.Constant(double.PositiveInfinity);

        /// <inheritdoc/>
        public static T Combine<T>(T a, T b)
            where T : IReal<T> => T.Min(a, b);
    }
}
