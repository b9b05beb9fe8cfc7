using Autograd.Ops;

namespace Autograd;

/// <content>Standard deviations.</content>
public sealed partial class Variable
{
    /// <summary>The standard deviation of the elements along the given axes, or of all, √(Σ (x − mean)² / (n − 1)); those axes go.</summary>
    /// <remarks>NaN over one element or none. The gradient is 0 where all elements are equal.</remarks>
    /// <param name="axes">The axes; none means all. Negative ones count from the end.</param>
    public Variable Std(params ReadOnlySpan<int> axes) => StdOp.Apply(this, axes, keepAxes: false, correction: 1);

    /// <summary>The standard deviation of the elements along the given axes, or of all, √(Σ (x − mean)² / (n − correction)).</summary>
    /// <remarks>
    /// Where n − correction is 0 or less, the sum is divided by 0: NaN where all elements are equal, as one is, else ∞. The gradient is
    /// 0 where the deviation is 0, unlike that of <c>Var().Sqrt()</c>, whose root has none there.
    /// </remarks>
    /// <param name="axes">The axes; none means all. Negative ones count from the end.</param>
    /// <param name="keepAxes">Whether the axes stay with length 1.</param>
    /// <param name="correction">1 estimates a population's variance from a sample (Bessel), 0 is the elements' own.</param>
    /// <exception cref="ArgumentException">The correction is not finite.</exception>
    public Variable Std(ReadOnlySpan<int> axes, bool keepAxes = false, double correction = 1) => StdOp.Apply(this, axes, keepAxes, correction);
}

/// <summary>The standard deviation along axes, y = √(Σ (x − mean)² / (n − c)). dx = dy · (x − mean) / ((n − c) y), 0 where y = 0.</summary>
public sealed class StdOp : Operation
{
    private static readonly OperationCache<(uint Axes, bool Keep, double Correction), StdOp> Cache =
        new(key => new StdOp(key.Axes, key.Keep, key.Correction));

    private readonly uint _axes;
    private readonly bool _keepAxes;
    private readonly double _correction;

    private StdOp(uint axes, bool keepAxes, double correction)
    {
        _axes = axes;
        _keepAxes = keepAxes;
        _correction = correction;
    }

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) => Saves.Input | Saves.Output;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        using var scope = new Scope(onThreadOnly: true);
        context.SetOutput(scope.Return(Deviations.MeanSquare(context[0], _axes, _keepAxes, _correction).Sqrt()));
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var x = context.Input(0);
        var kept = Reduction.ResultShape(x.Shape, _axes, keepAxes: true);
        sink.Add(0, StrongProductOp.Apply(context.Cotangent.Reshape(kept), Partial(x, context.Output().Reshape(kept))));
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        if (context.Tangent(0) is not { } tangent)
            return;
        var x = context.Input(0);
        var y = context.Output().Reshape(Reduction.ResultShape(x.Shape, _axes, keepAxes: true));
        context.SetTangent(SumOp.Apply(StrongProductOp.Apply(tangent, Partial(x, y)), _axes, _keepAxes));
    }

    internal static Variable Apply(Variable x, ReadOnlySpan<int> axes, bool keepAxes, double correction) =>
        Apply(Cache.Get((Deviations.Check("std", x, axes, correction), keepAxes, correction)), x);

    private Variable Partial(Variable x, Variable y)
    {
        var partial = Deviations.Of(x, _axes) / (y * Deviations.Divisor(x.Shape, _axes, _correction));
        return Variable.Where(y.EqualTo(0), 0, partial);
    }
}
