using Autograd.Ops;

namespace Autograd;

/// <content>Logarithms of sums of exponentials.</content>
public sealed partial class Variable
{
    /// <summary>ln Σ eˣ along the given axes, or of all, without overflow; those axes go.</summary>
    /// <remarks>−∞ where all elements are, and over none; there the gradient is 0. ∞ where one element is.</remarks>
    /// <param name="axes">The axes; none means all. Negative ones count from the end.</param>
    public Variable LogSumExp(params ReadOnlySpan<int> axes) => LogSumExpOp.Apply(this, axes, keepAxes: false);

    /// <summary>ln Σ eˣ along the given axes, or of all, without overflow.</summary>
    /// <param name="axes">The axes; none means all. Negative ones count from the end.</param>
    /// <param name="keepAxes">Whether the axes stay with length 1.</param>
    public Variable LogSumExp(ReadOnlySpan<int> axes, bool keepAxes) => LogSumExpOp.Apply(this, axes, keepAxes);
}

/// <summary>y = ln Σ eˣ, computed as m + ln Σ eˣ⁻ᵐ with m the maximum. dx = dy · eˣ⁻ʸ, the softmax, and 0 where y = −∞.</summary>
public sealed class LogSumExpOp : Operation
{
    private static readonly OperationCache<(uint Axes, bool Keep), LogSumExpOp> Cache = new(key => new LogSumExpOp(key.Axes, key.Keep));

    private readonly uint _axes;
    private readonly bool _keepAxes;

    private LogSumExpOp(uint axes, bool keepAxes)
    {
        _axes = axes;
        _keepAxes = keepAxes;
    }

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) => Saves.Input | Saves.Output;

    /// <inheritdoc/>
    protected internal override long Flops(ReadOnlySpan<Variable> inputs, ReadOnlySpan<Variable> outputs) => inputs[0].Count;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        using var scope = new Scope(onThreadOnly: true);
        var x = context[0];
        var maxima = Reduction.Run<MaxOp.Rule>(x, _axes, keepAxes: true);

        // An infinite maximum would make ∞ − ∞: without it −∞ stays −∞, and ∞ stays ∞.
        var shift = Variable.Where(maxima.Abs().EqualTo(double.PositiveInfinity), 0, maxima);
        var sums = SumOp.Apply((x - shift).Exp(), _axes, keepAxes: true);
        var y = sums.Log() + shift;
        context.SetOutput(scope.Return(y.Reshape(Reduction.ResultShape(x.Shape, _axes, _keepAxes))));
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var x = context.Input(0);
        var kept = Reduction.ResultShape(x.Shape, _axes, keepAxes: true);
        sink.Add(0, StrongProductOp.Apply(context.Cotangent.Reshape(kept), Softmax(x, context.Output().Reshape(kept))));
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        if (context.Tangent(0) is not { } tangent)
            return;
        var x = context.Input(0);
        var softmax = Softmax(x, context.Output().Reshape(Reduction.ResultShape(x.Shape, _axes, keepAxes: true)));
        context.SetTangent(SumOp.Apply(StrongProductOp.Apply(tangent, softmax), _axes, _keepAxes));
    }

    internal static Variable Apply(Variable x, ReadOnlySpan<int> axes, bool keepAxes)
    {
        x.ThrowIfReleased("logsumexp");
        DTypeChecks.Float("logsumexp", x);
        return Apply(Cache.Get((Axes.Mask("logsumexp", axes, x.Rank), keepAxes)), x);
    }

    private static Variable Softmax(Variable x, Variable y) =>
        (x - Variable.Where(y.EqualTo(double.NegativeInfinity), 0, y)).Exp();
}
