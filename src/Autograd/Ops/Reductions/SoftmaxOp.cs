using Autograd.Backends;
using Autograd.Ops;

namespace Autograd;

/// <content>Softmax.</content>
public sealed partial class Variable
{
    /// <summary>The softmax along an axis, y = eˣ / Σ eˣ, without overflow.</summary>
    /// <remarks>
    /// Where all elements along the axis are −∞ (a fully masked row) the result is 0 everywhere, and so is the gradient. Where one is ∞
    /// or NaN, all are NaN.
    /// </remarks>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <returns>A Variable of the same shape and dtype, whose elements along the axis sum to 1.</returns>
    /// <exception cref="ArgumentException">There is no such axis, or the elements are no floats.</exception>
    public Variable Softmax(int axis = -1) => SoftmaxOp.Along("softmax", SoftmaxOp.Instance, this, axis);
}

/// <summary>y = eˣ / Σ eˣ along the last axis, computed as eˣ⁻ᵐ / Σ eˣ⁻ᵐ with m the maximum. dx = y · (dy − Σ dy · y).</summary>
public sealed class SoftmaxOp : Operation
{
    internal static readonly SoftmaxOp Instance = new();

    private SoftmaxOp()
    {
    }

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) => Saves.Output;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context) => context.SetOutput(Run(context, logarithm: false));

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        if (!TryKernel(context, sink, logarithm: false))
            sink.Add(0, Push(context.Output(), context.Cotangent));
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        if (context.Tangent(0) is { } tangent)
            context.SetTangent(Push(context.Output(), tangent));
    }

    /// <summary>Applies an operation on last axes along any: the axis is brought there and back by views.</summary>
    internal static Variable Along(string name, Operation operation, Variable x, int axis)
    {
        x.ThrowIfReleased(name);
        DTypeChecks.Float(name, x);
        axis = Axes.Normalise(name, axis, x.Rank);
        return axis == x.Rank - 1 ? Apply(operation, x) : Apply(operation, x.Transpose(axis, -1)).Transpose(axis, -1);
    }

    internal static Variable Run(in ForwardContext context, bool logarithm)
    {
        if (context.Backend is not ISoftmaxKernels kernels)
            return Compose(context[0], logarithm);
        var x = context[0].IsContiguous ? context[0] : context[0].CopyContiguous();
        var y = context.Allocate(x.Shape, x.DType);
        kernels.Softmax(x.View, y.View, logarithm);
        return y;
    }

    internal static bool TryKernel(in VjpContext context, in GradientSink sink, bool logarithm)
    {
        if (context.CreatesGraph || context.Backend is not ISoftmaxKernels kernels)
            return false;
        var dy = context.Cotangent;
        var dx = dy.IsContiguous ? context.DonateOrAllocate(dy) : Variable.Allocate(context.Backend, dy.Shape, dy.DType);
        kernels.SoftmaxVjp(context.Output().View, dy.Contiguous().View, dx.View, logarithm);
        sink.Add(0, dx);
        return true;
    }

    /// <summary>The same by primitives, for devices without the kernel.</summary>
    internal static Variable Compose(Variable x, bool logarithm)
    {
        using var scope = new Scope(onThreadOnly: true);
        var last = 1u << (x.Rank - 1);
        var maxima = Reduction.Run<MaxOp.Rule>(x, last, keepAxes: true);

        // A maximum of −∞ would make ∞ − ∞; the sum is 0 then, and nothing is divided by it.
        var shifted = x - Variable.Where(maxima.EqualTo(double.NegativeInfinity), 0, maxima);
        var exponentials = shifted.Exp();
        var sums = SumOp.Apply(exponentials, last, keepAxes: true);
        var divisors = Variable.Where(sums.EqualTo(0), 1, sums);
        return scope.Return(logarithm ? shifted - divisors.Log() : exponentials / divisors);
    }

    /// <summary>The Jacobian diag(y) − y·yᵀ is symmetric: it takes cotangents and tangents alike.</summary>
    private static Variable Push(Variable y, Variable v) =>
        StrongProductOp.Apply(v - StrongProductOp.Apply(v, y).Sum([-1], keepAxes: true), y);
}
