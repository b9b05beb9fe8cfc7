using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Norms along axes.</content>
public sealed partial class Variable
{
    /// <summary>The p-norm (Σ |x|ᵖ)^(1/p) of the elements along the given axes, or of all; those axes go.</summary>
    /// <remarks>
    /// p = ∞ is the largest of |x|, −∞ the smallest, 0 the number of elements that are not 0. Other norms are computed relative to the
    /// largest element, so that no power overflows or vanishes. The derivative by an element is 0 where that is 0, and so the gradient of
    /// a norm of 0 is 0. For p = ±∞ equal elements share the gradient; for p = 0 there is none.
    /// </remarks>
    /// <param name="p">The exponent; below 1 it is no norm, but has the same formula.</param>
    /// <param name="axes">The axes; none means all. Negative ones count from the end.</param>
    /// <param name="keepAxes">Whether the axes stay with length 1.</param>
    /// <returns>The norms; 0 over no elements.</returns>
    /// <exception cref="ArgumentException">p is NaN, or is ∞ or negative over no elements.</exception>
    public Variable Norm(double p = 2, ReadOnlySpan<int> axes = default, bool keepAxes = false)
    {
        ThrowIfReleased("norm");
        DTypeChecks.Float("norm", this);
        if (double.IsNaN(p))
            throw Errors.Argument("norm", "p is NaN", "use a number, or ±∞ for the largest or smallest");
        var mask = Axes.Mask("norm", axes, Rank);
        if ((p < 0 || double.IsInfinity(p)) && Reduction.CountOf(Shape, mask) == 0)
            throw Errors.Argument("norm", $"shape {Shape} has no element along the axes", "give at least one, or use p from 0 to below ∞");
        return p switch
        {
            0 => SumOp.Apply(NotEqualTo(0).To(DType), mask, keepAxes),
            1 => SumOp.Apply(Abs(), mask, keepAxes),
            double.PositiveInfinity => Abs().Max(axes, keepAxes),
            double.NegativeInfinity => Abs().Min(axes, keepAxes),
            _ => NormOp.Apply(this, mask, keepAxes, p),
        };
    }
}

/// <summary>
/// The p-norm along axes for finite p other than 0 and 1, y = m · (Σ (|x|/m)ᵖ)^(1/p) with m the largest |x|.
/// dx = dy · sign(x) · (|x|/y)ᵖ⁻¹, 0 where x = 0.
/// </summary>
public sealed class NormOp : Operation
{
    private static readonly OperationCache<(uint Axes, bool Keep, double P), NormOp> Cache = new(key => new NormOp(key.Axes, key.Keep, key.P));

    private readonly uint _axes;
    private readonly bool _keepAxes;
    private readonly double _p;

    private NormOp(uint axes, bool keepAxes, double p)
    {
        _axes = axes;
        _keepAxes = keepAxes;
        _p = p;
    }

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) => Saves.Input | Saves.Output;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        using var scope = new Scope(onThreadOnly: true);
        var x = context[0];
        var largest = Reduction.Run<LargestRule>(x, _axes, keepAxes: true).Abs();

        // Nothing to scale by: 0/0 and ∞/∞ would be NaN.
        var scale = Variable.Where(largest.EqualTo(0), 1, Variable.Where(largest.EqualTo(double.PositiveInfinity), 1, largest));
        var scaled = x / scale;
        var powers = _p == 2 ? scaled * scaled : scaled.Abs().Pow(_p);
        var sums = SumOp.Apply(powers, _axes, keepAxes: true);
        var y = (_p == 2 ? sums.Sqrt() : sums.Pow(1 / _p)) * scale;
        context.SetOutput(scope.Return(y.Reshape(Reduction.ResultShape(x.Shape, _axes, _keepAxes))));
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

    internal static Variable Apply(Variable x, uint axes, bool keepAxes, double p) => Apply(Cache.Get((axes, keepAxes, p)), x);

    private Variable Partial(Variable x, Variable y)
    {
        if (_p == 2)
            return Variable.Where(y.EqualTo(0), 0, x / y);
        var size = (x.Abs() / y).Pow(_p - 1);
        return Variable.Where(x.EqualTo(0), 0, Variable.Where(x.Less(0), -size, size));
    }

    /// <summary>The larger of two absolute values, from 0.</summary>
    private readonly struct LargestRule : IReductionRule
    {
        /// <inheritdoc/>
        public static T Start<T>()
            where T : IReal<T> => T.Zero;

        /// <inheritdoc/>
        public static T Combine<T>(T a, T b)
            where T : IReal<T> => T.Max(T.Abs(a), T.Abs(b));
    }
}
