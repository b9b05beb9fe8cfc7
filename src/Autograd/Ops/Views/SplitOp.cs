using Autograd.Ops;

namespace Autograd;

/// <content>Splitting.</content>
public sealed partial class Variable
{
    /// <summary>Cuts an axis into stretches of the given lengths; views.</summary>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <param name="lengths">The stretches' lengths, which sum to the axis's.</param>
    /// <exception cref="ArgumentException">The lengths do not sum to the axis's.</exception>
    public Variable[] Split(int axis, params ReadOnlySpan<int> lengths)
    {
        ThrowIfReleased("split");
        axis = Axes.Normalise("split", axis, Rank);
        long sum = 0;
        foreach (var length in lengths)
        {
            if (length < 0)
                throw Errors.Argument("split", $"the length {length} is negative", "use lengths of 0 or more");
            sum += length;
        }

        if (lengths.Length == 0 || sum != Shape[axis])
            throw Errors.Argument("split", $"lengths [{string.Join(", ", lengths.ToArray())}] sum to {sum}, axis {axis} of {Shape} has {Shape[axis]}", "make them sum to the axis");
        return Operation.ApplyMany(new SplitOp(axis, lengths.ToArray()), [this], lengths.Length);
    }

    /// <summary>Cuts an axis into equal stretches; views.</summary>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <param name="count">How many stretches, a divisor of the axis's length.</param>
    /// <exception cref="ArgumentException">The length does not divide.</exception>
    public Variable[] Chunk(int axis, int count)
    {
        ThrowIfReleased("chunk");
        axis = Axes.Normalise("chunk", axis, Rank);
        if (count < 1 || Shape[axis] % count != 0)
            throw Errors.Argument("chunk", $"axis {axis} of {Shape} does not divide into {count} equal stretches", $"choose a divisor of {Shape[axis]}, or Split with lengths");
        Span<int> lengths = new int[count];
        lengths.Fill(Shape[axis] / count);
        return Split(axis, lengths);
    }
}

/// <summary>An axis cut into stretches, several views. Linear: each stretch's cotangent belongs to its region of dx.</summary>
public sealed class SplitOp : Operation
{
    private readonly SliceOp[] _regions;

    internal SplitOp(int axis, int[] lengths)
    {
        _regions = new SliceOp[lengths.Length];
        var start = 0;
        for (var i = 0; i < lengths.Length; i++)
        {
            _regions[i] = SliceOp.Get(axis, start, lengths[i], 1);
            start += lengths[i];
        }
    }

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0];
        for (var i = 0; i < _regions.Length; i++)
        {
            var view = _regions[i].ViewOf(x);
            context.SetOutput(i, x.ViewAs(view.Shape, view.Strides, view.Offset));
        }
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        for (var i = 0; i < _regions.Length; i++)
        {
            if (context.CotangentOrNull(i) is { } dy)
                sink.AddRegion(0, dy, _regions[i]);
        }
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        if (context.Tangent(0) is not { } tangent)
            return;
        for (var i = 0; i < _regions.Length; i++)
            context.SetTangent(i, Apply(_regions[i], tangent));
    }
}
