using Autograd.Ops;

namespace Autograd;

/// <content>Affine maps.</content>
public sealed partial class Variable
{
    /// <summary>The affine map y = x·Wᵀ + b of the last axis, product and bias in one pass.</summary>
    /// <param name="weight">W, [out, in].</param>
    /// <param name="bias">b, [out], or null for none.</param>
    /// <returns>[…, out] for this Variable of […, in].</returns>
    /// <exception cref="ArgumentException">The sizes or dtypes do not fit.</exception>
    public Variable Linear(Variable weight, Variable? bias = null)
    {
        ArgumentNullException.ThrowIfNull(weight);
        LinearOp.Check(this, weight, bias);
        return bias is null ? Operation.Apply(LinearOp.Instance, this, weight) : Operation.Apply(LinearOp.Instance, this, weight, bias);
    }
}

/// <summary>y = x·Wᵀ + b fused. dx = dy·W, dW = dyᵀ·x, db = Σ dy over all but the last axis.</summary>
public sealed class LinearOp : FusedOperation
{
    internal static readonly LinearOp Instance = new();

    private LinearOp()
    {
    }

    /// <inheritdoc/>
    protected override bool RecordsVjp => true;

    /// <inheritdoc/>
    protected internal override Variable Decompose(ReadOnlySpan<Variable> inputs)
    {
        var product = inputs[0].MatMul(inputs[1].T);
        return inputs.Length == 3 ? product + inputs[2] : product;
    }

    /// <inheritdoc/>
    protected override bool TryForward(in ForwardContext context)
    {
        var x = context[0];
        var weight = context[1];
        var y = context.Allocate(ResultShape(x, weight), x.DType);
        var bias = context.Inputs.Length == 3 ? context[2].Contiguous().View : (Backends.TensorView?)null;
        context.Backend.MatMul(Rows(x).View, weight.T.View, Rows(y).View, bias);
        context.SetOutput(y);
        return true;
    }

    /// <inheritdoc/>
    protected override bool TryVjp(in VjpContext context, in GradientSink sink)
    {
        Sink(context, sink, Rows(context.Cotangent));
        return true;
    }

    /// <inheritdoc/>
    internal override long VjpFlops(InputMask needs, long forward) => forward * ((needs[0] ? 1 : 0) + (needs[1] ? 1 : 0));

    /// <summary>Throws where the map's inputs do not fit.</summary>
    internal static void Check(Variable x, Variable weight, Variable? bias)
    {
        x.ThrowIfReleased("linear");
        weight.ThrowIfReleased("linear");
        bias?.ThrowIfReleased("linear");
        DTypeChecks.Float("linear", x);
        if (x.Rank == 0 || weight.Rank != 2 || weight.Shape[1] != x.Shape[^1])
            throw Errors.Argument("linear", $"an input of {x.Shape} does not fit a weight of {weight.Shape}", "give a weight of [out, in], in being the length of the input's last axis");
        if (bias is not null && (bias.Rank != 1 || bias.Shape[0] != weight.Shape[0]))
            throw Errors.Argument("linear", $"a bias of {bias.Shape} does not fit a weight of {weight.Shape}", "the bias is [out]");
        if (weight.DType != x.DType || (bias is not null && bias.DType != x.DType))
            throw Errors.Argument("linear", $"the input is {x.DType.Name()}, weight {weight.DType.Name()}, bias {(bias ?? weight).DType.Name()}", "cast them to one type");
    }

    /// <summary>[…, out].</summary>
    internal static Shape ResultShape(Variable x, Variable weight)
    {
        Span<int> lengths = stackalloc int[x.Rank];
        x.Shape.Lengths.CopyTo(lengths);
        lengths[^1] = weight.Shape[0];
        return Shape.Create(lengths);
    }

    /// <summary>The inputs' cotangents from the rows of the sums'.</summary>
    internal static void Sink(in VjpContext context, in GradientSink sink, Variable dz)
    {
        if (context.Needs(0))
            sink.Add(0, dz.MatMul(context.Input(1)).Reshape(context.InputShape(0)));
        if (context.Needs(1))
            sink.Add(1, dz.T.MatMul(Rows(context.Input(0))));
        if (context.InputCount == 3 && context.Needs(2))
            sink.Add(2, dz.Sum(0));
    }

    /// <summary>All axes but the last as one.</summary>
    internal static Variable Rows(Variable x) => x.Rank == 2 ? x : x.Reshape(Shape.Create([RowCount(x.Shape), x.Shape[^1]]));

    private static int RowCount(Shape shape)
    {
        var count = 1;
        for (var axis = 0; axis < shape.Rank - 1; axis++)
            count = checked(count * shape[axis]);
        return count;
    }
}
