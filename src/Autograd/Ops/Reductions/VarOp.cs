using Autograd.Ops;

namespace Autograd;

/// <content>Variances.</content>
public sealed partial class Variable
{
    /// <summary>The variance of the elements along the given axes, or of all, Σ (x − mean)² / (n − 1); those axes go.</summary>
    /// <remarks>NaN over one element or none. The mean is taken first, so nothing cancels.</remarks>
    /// <param name="axes">The axes; none means all. Negative ones count from the end.</param>
    public Variable Var(params ReadOnlySpan<int> axes) => VarOp.Apply(this, axes, keepAxes: false, correction: 1);

    /// <summary>The variance of the elements along the given axes, or of all, Σ (x − mean)² / (n − correction).</summary>
    /// <remarks>Where n − correction is 0 or less, the sum is divided by 0: NaN where all elements are equal, as one is, else ∞.</remarks>
    /// <param name="axes">The axes; none means all. Negative ones count from the end.</param>
    /// <param name="keepAxes">Whether the axes stay with length 1.</param>
    /// <param name="correction">1 estimates a population's variance from a sample (Bessel), 0 is the elements' own.</param>
    /// <exception cref="ArgumentException">The correction is not finite.</exception>
    public Variable Var(ReadOnlySpan<int> axes, bool keepAxes = false, double correction = 1) => VarOp.Apply(this, axes, keepAxes, correction);
}

/// <summary>The variance along axes, y = Σ (x − mean)² / (n − c). dx = dy · 2 (x − mean) / (n − c).</summary>
public sealed class VarOp : Operation
{
    private static readonly OperationCache<(uint Axes, bool Keep, double Correction), VarOp> Cache =
        new(key => new VarOp(key.Axes, key.Keep, key.Correction));

    private readonly uint _axes;
    private readonly bool _keepAxes;
    private readonly double _correction;

    private VarOp(uint axes, bool keepAxes, double correction)
    {
        _axes = axes;
        _keepAxes = keepAxes;
        _correction = correction;
    }

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) => Saves.Input;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        using var scope = new Scope(onThreadOnly: true);
        context.SetOutput(scope.Return(Deviations.MeanSquare(context[0], _axes, _keepAxes, _correction)));
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var x = context.Input(0);
        sink.Add(0, StrongProductOp.Apply(context.Cotangent.Reshape(Reduction.ResultShape(x.Shape, _axes, keepAxes: true)), Partial(x)));
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        if (context.Tangent(0) is { } tangent)
            context.SetTangent(SumOp.Apply(StrongProductOp.Apply(tangent, Partial(context.Input(0))), _axes, _keepAxes));
    }

    internal static Variable Apply(Variable x, ReadOnlySpan<int> axes, bool keepAxes, double correction) =>
        Apply(Cache.Get((Deviations.Check("var", x, axes, correction), keepAxes, correction)), x);

    private Variable Partial(Variable x) => Deviations.Of(x, _axes) * (2 / Deviations.Divisor(x.Shape, _axes, _correction));
}
