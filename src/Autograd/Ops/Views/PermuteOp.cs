using Autograd.Ops;

namespace Autograd;

/// <content>Reordering axes.</content>
public sealed partial class Variable
{
    /// <summary>The transpose of a matrix, or of the last two axes of a batch of matrices; a view.</summary>
    public Variable T => Transpose(-2, -1);

    /// <summary>Axes in another order: y[i_{axes[0]}, i_{axes[1]}, …]; a view.</summary>
    /// <param name="axes">Each axis once; negative ones count from the end.</param>
    /// <exception cref="ArgumentException">An axis is missing or named twice.</exception>
    public Variable Permute(params ReadOnlySpan<int> axes)
    {
        ThrowIfReleased("permute");
        if (axes.Length != Rank)
            throw Errors.Argument("permute", $"{axes.Length} of {Rank} axes of {Shape} are named", "name each axis once");
        Axes.Mask("permute", axes, Rank);
        ulong order = 0;
        for (var i = 0; i < axes.Length; i++)
            order |= (ulong)Axes.Normalise("permute", axes[i], Rank) << (4 * i);
        return Operation.Apply(PermuteOp.Get(order, Rank), this);
    }

    /// <summary>Two axes swapped; a view.</summary>
    /// <param name="first">One axis.</param>
    /// <param name="second">The other.</param>
    public Variable Transpose(int first, int second)
    {
        ThrowIfReleased("transpose");
        first = Axes.Normalise("transpose", first, Rank);
        second = Axes.Normalise("transpose", second, Rank);
        ulong order = 0;
        for (var i = 0; i < Rank; i++)
            order |= (ulong)(i == first ? second : i == second ? first : i) << (4 * i);
        return Operation.Apply(PermuteOp.Get(order, Rank), this);
    }
}

/// <summary>Axes in another order, a view. Linear: dx is dy in the inverse order.</summary>
public sealed class PermuteOp : Operation
{
    private static readonly OperationCache<(ulong Order, int Rank), PermuteOp> Cache = new(key => new PermuteOp(key.Order, key.Rank));

    // Four bits an axis: the input's axis at each place of the output.
    private readonly ulong _order;
    private readonly int _rank;

    private PermuteOp(ulong order, int rank)
    {
        _order = order;
        _rank = rank;
    }

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0];
        Span<int> lengths = stackalloc int[_rank];
        Span<long> steps = stackalloc long[_rank];
        for (var i = 0; i < _rank; i++)
        {
            var axis = Axis(i);
            lengths[i] = x.Shape[axis];
            steps[i] = x.Strides[axis];
        }

        context.SetOutput(x.ViewAs(Shape.Create(lengths), Strides.Create(steps), x.Offset));
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        ulong inverse = 0;
        for (var i = 0; i < _rank; i++)
            inverse |= (ulong)i << (4 * Axis(i));
        sink.Add(0, Apply(Get(inverse, _rank), context.Cotangent));
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);

    internal static PermuteOp Get(ulong order, int rank) => Cache.Get((order, rank));

    private int Axis(int place) => (int)(_order >> (4 * place)) & 15;
}
