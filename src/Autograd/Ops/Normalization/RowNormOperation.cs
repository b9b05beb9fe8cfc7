using Autograd.Backends;

namespace Autograd.Ops;

/// <summary>Normalises rows: the last axes of the input as one. Fused where the device has <see cref="INormalizationKernels"/>.</summary>
public abstract class RowNormOperation : FusedOperation
{
    private readonly int _axes;
    private readonly bool _isCentred;
    private readonly Affine _affine;

    private protected RowNormOperation(int axes, bool isCentred, Affine affine)
    {
        _axes = axes;
        _isCentred = isCentred;
        _affine = affine;
    }

    /// <inheritdoc/>
    protected internal sealed override Variable Decompose(ReadOnlySpan<Variable> inputs)
    {
        var x = inputs[0];
        Span<int> axes = stackalloc int[_axes];
        for (var i = 0; i < axes.Length; i++)
            axes[i] = -1 - i;
        var centred = _isCentred ? x - x.Mean(axes, keepAxes: true) : x;
        var variances = (centred * centred).Mean(axes, keepAxes: true);
        return _affine.Finish(centred / (variances + _affine.Epsilon).Sqrt(), inputs, 1);
    }

    /// <inheritdoc/>
    protected sealed override bool TryForward(in ForwardContext context)
    {
        if (context.Backend is not INormalizationKernels kernels)
            return false;
        var x = context[0].IsContiguous ? context[0] : context[0].CopyContiguous();
        var (rows, length) = Sizes(x.Shape);
        var y = context.Allocate(x.Shape, x.DType);
        var rstds = context.Allocate([rows], x.DType);
        var means = _isCentred ? context.Allocate([rows], x.DType) : null;
        kernels.NormalizeRows(
            Affine.As(x, rows, length),
            _affine.Weight(context.Inputs, 1),
            _affine.Bias(context.Inputs, 1),
            _affine.Epsilon,
            Affine.As(y, rows, length),
            means?.View,
            rstds.View);
        context.Save(rstds);
        if (means is not null)
            context.Save(means);
        context.SetOutput(y);
        return true;
    }

    /// <inheritdoc/>
    protected sealed override bool TryVjp(in VjpContext context, in GradientSink sink)
    {
        if (context.Backend is not INormalizationKernels kernels)
            return false;
        var x = context.Input(0).IsContiguous ? context.Input(0) : context.Input(0).CopyContiguous();
        var (rows, length) = Sizes(x.Shape);
        var dx = context.Needs(0) ? Variable.Allocate(context.Backend, x.Shape, x.DType) : null;
        var dWeight = _affine.WeightGradient(context, 1);
        var dBias = _affine.BiasGradient(context, 1);
        kernels.NormalizeRowsVjp(
            Affine.As(x, rows, length),
            _affine.Weight(context, 1),
            _isCentred ? context.Saved(1).View : null,
            context.Saved(0).View,
            Affine.As(context.Cotangent.Contiguous(), rows, length),
            dx is null ? null : Affine.As(dx, rows, length),
            dWeight is null ? null : Affine.As(dWeight, length),
            dBias is null ? null : Affine.As(dBias, length));
        _affine.Sink(sink, dx, dWeight, dBias, 1);
        return true;
    }

    /// <summary>The number of axes that are normalised together.</summary>
    internal static int CheckAxes(string operation, Variable x, Shape normalized)
    {
        ArgumentNullException.ThrowIfNull(normalized);
        x.ThrowIfReleased(operation);
        DTypeChecks.Float(operation, x);
        if (normalized.Rank == 0 || normalized.Rank > x.Rank || !x.Shape.Lengths[^normalized.Rank..].SequenceEqual(normalized.Lengths))
            throw Errors.Argument(operation, $"an input of {x.Shape} does not end in {normalized}", "give the lengths of its last axes, one or more");
        return normalized.Rank;
    }

    private (int Rows, int Length) Sizes(Shape shape)
    {
        var (rows, length) = (1, 1);
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            if (axis < shape.Rank - _axes)
                rows = checked(rows * shape[axis]);
            else
                length = checked(length * shape[axis]);
        }

        return (rows, length);
    }
}
