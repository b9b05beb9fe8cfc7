using Autograd.Numerics;
using Autograd.Ops;

namespace Autograd;

/// <content>Products along axes.</content>
public sealed partial class Variable
{
    /// <summary>The product of the elements along the given axes, or of all; those axes go. 1 over no elements.</summary>
    /// <remarks>
    /// Each element's derivative is the product of the others, right at every order where elements are 0. Bools are counted as int64. The
    /// order of multiplications depends on the shape alone.
    /// </remarks>
    /// <param name="axes">The axes; none means all. Negative ones count from the end.</param>
    public Variable Prod(params ReadOnlySpan<int> axes) => ProdOp.Apply(this, axes, keepAxes: false);

    /// <summary>The product of the elements along the given axes, or of all. 1 over no elements.</summary>
    /// <param name="axes">The axes; none means all. Negative ones count from the end.</param>
    /// <param name="keepAxes">Whether the axes stay with length 1.</param>
    public Variable Prod(ReadOnlySpan<int> axes, bool keepAxes) => ProdOp.Apply(this, axes, keepAxes);
}

/// <summary>
/// The product along axes, y = Π x. dx[i] = dy · Π x[j], j ≠ i, never divided: derivatives are those of a tree that multiplies the first
/// half of the elements by the second, then that product's halves, and so on, a few multiplications an element.
/// </summary>
public sealed class ProdOp : FusedOperation
{
    private static readonly OperationCache<(uint Axes, bool Keep), ProdOp> Cache = new(key => new ProdOp(key.Axes, key.Keep));

    private readonly uint _axes;
    private readonly bool _keepAxes;

    private ProdOp(uint axes, bool keepAxes)
    {
        _axes = axes;
        _keepAxes = keepAxes;
    }

    /// <inheritdoc/>
    protected internal override Variable Decompose(ReadOnlySpan<Variable> inputs)
    {
        var x = inputs[0];
        var shape = Reduction.ResultShape(x.Shape, _axes, _keepAxes);
        var length = checked((int)Reduction.CountOf(x.Shape, _axes));
        if (length == 0)
            return SumOp.Apply(x, _axes, _keepAxes) + 1;
        var halves = ReducedLast(x).Reshape(Shape.Create([checked((int)shape.Count), length]));
        Variable? rest = null;
        while (length > 1)
        {
            if (length % 2 == 1)
            {
                var last = halves.Slice(1, length - 1, 1);
                rest = rest is null ? last : rest * last;
            }

            length /= 2;
            halves = halves.Slice(1, 0, length) * halves.Slice(1, length, length);
        }

        return (rest is null ? halves : halves * rest).Reshape(shape);
    }

    /// <inheritdoc/>
    protected override bool TryForward(in ForwardContext context)
    {
        context.SetOutput(Reduction.Run<Rule>(context[0], _axes, _keepAxes));
        return true;
    }

    /// <inheritdoc/>
    protected override bool TryVjp(in VjpContext context, in GradientSink sink) => false;

    internal static Variable Apply(Variable x, ReadOnlySpan<int> axes, bool keepAxes)
    {
        x.ThrowIfReleased("prod");
        if (x.DType == DType.Bool)
            x = x.To(DType.Int64);
        DTypeChecks.Elementwise("prod", x.DType, takesIntegers: true);
        return Apply(Cache.Get((Axes.Mask("prod", axes, x.Rank), keepAxes)), x);
    }

    /// <summary>The reduced axes behind the others.</summary>
    private Variable ReducedLast(Variable x)
    {
        Span<int> order = stackalloc int[x.Rank];
        var place = 0;
        for (var reduced = 0u; reduced <= 1; reduced++)
        {
            for (var axis = 0; axis < order.Length; axis++)
            {
                if (((_axes >> axis) & 1) == reduced)
                    order[place++] = axis;
            }
        }

        return x.Permute(order);
    }

    /// <summary>Multiplication from 1.</summary>
    public readonly struct Rule : IReductionRule
    {
        /// <inheritdoc/>
        public static T Start<T>()
            where T : IReal<T> => T.One;

        /// <inheritdoc/>
        public static T Combine<T>(T a, T b)
            where T : IReal<T> => a * b;
    }
}
