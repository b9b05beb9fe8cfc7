using Autograd.Backends;
using Autograd.Ops;

namespace Autograd;

/// <content>Matrix products.</content>
public sealed partial class Variable
{
    /// <summary>
    /// The matrix product over the last two axes, [m, k] · [k, n] → [m, n]; axes before are a batch and broadcast. A
    /// one-dimensional operand is a row on the left, a column on the right, and its axis goes.
    /// </summary>
    /// <param name="other">The right operand. Transposed operands (<see cref="T"/>) are not copied.</param>
    /// <exception cref="ArgumentException">The inner sizes differ, the batches do not broadcast, or an operand is a scalar.</exception>
    public Variable MatMul(Variable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        ThrowIfReleased("matmul");
        other.ThrowIfReleased("matmul");
        if (Rank == 0 || other.Rank == 0)
            throw Errors.Argument("matmul", $"{Shape} × {other.Shape} has a scalar operand", "use * for scalars");
        var inner = other.Rank == 1 ? other.Shape[0] : other.Shape[^2];
        if (Shape[^1] != inner)
            throw Errors.Argument("matmul", $"inner sizes differ, {Shape} × {other.Shape}", "transpose one operand?");
        var dtype = DTypes.Promote("matmul", DType, other.DType);
        DTypeChecks.Elementwise("matmul", dtype, takesIntegers: true);
        var a = To(dtype);
        var b = other.To(dtype);
        if (a.Rank == 1)
            a = a.Unsqueeze(0);
        if (b.Rank == 1)
            b = b.Unsqueeze(1);
        var product = MatMulOp.Apply(a, b);
        if (Rank == 1)
            product = product.Squeeze(-2);
        return other.Rank == 1 ? product.Squeeze(-1) : product;
    }
}

/// <summary>The batched matrix product, Y = A·B. dA = dY·Bᵀ, dB = Aᵀ·dY.</summary>
public sealed class MatMulOp : Operation
{
    internal static readonly MatMulOp Instance = new();

    private MatMulOp()
    {
    }

    /// <inheritdoc/>
    protected internal override Saves SavesFor(InputMask needs) => (needs[0] ? Saves.Second : Saves.None) | (needs[1] ? Saves.First : Saves.None);

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var a = context[0];
        var b = context[1];
        Span<int> lengths = stackalloc int[a.Rank];
        a.Shape.Lengths.CopyTo(lengths);
        lengths[^1] = b.Shape[^1];
        var y = context.Allocate(Shape.Create(lengths), a.DType);
        context.Backend.MatMul(a.View, b.View, y.View, null);
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
        var dy = context.Cotangent;
        if (context.Needs(0))
            sink.Add(0, Apply(this, dy, context.Input(1).T));
        if (context.Needs(1))
            sink.Add(1, Apply(this, context.Input(0).T, dy));
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
        var first = context.Tangent(0) is { } da ? Apply(this, da, context.Input(1)) : null;
        var second = context.Tangent(1) is { } db ? Apply(this, context.Input(0), db) : null;
        context.SetTangent(first is null ? second! : second is null ? first : first + second);
    }

    /// <inheritdoc/>
    protected internal override long Flops(ReadOnlySpan<Variable> inputs, ReadOnlySpan<Variable> outputs) => 2 * outputs[0].Count * inputs[0].Shape[^1];

    /// <summary>Brings batch axes together and multiplies matrices of two axes or more.</summary>
    internal static Variable Apply(Variable a, Variable b)
    {
        if (a.Rank == 2 && b.Rank == 2)
            return Apply(Instance, a, b);

        // One matrix on the right serves the whole batch: the batch's rows are one tall matrix.
        if (b.Rank == 2)
        {
            var rows = a.Reshape(Shape.Create([(int)Batch(a.Shape).Count * a.Shape[^2], a.Shape[^1]]));
            Span<int> lengths = stackalloc int[a.Rank];
            a.Shape.Lengths.CopyTo(lengths);
            lengths[^1] = b.Shape[1];
            return Apply(Instance, rows, b).Reshape(Shape.Create(lengths));
        }

        var batch = Layouts.Broadcast("matmul", Batch(a.Shape), Batch(b.Shape));
        return Apply(Instance, ExpandOp.ApplyIfNeeded(a, Matrix(batch, a.Shape)), ExpandOp.ApplyIfNeeded(b, Matrix(batch, b.Shape)));
    }

    private static Shape Batch(Shape shape) => Shape.Create(shape.Lengths[..^2]);

    private static Shape Matrix(Shape batch, Shape matrix)
    {
        Span<int> lengths = stackalloc int[batch.Rank + 2];
        batch.Lengths.CopyTo(lengths);
        lengths[^2] = matrix[^2];
        lengths[^1] = matrix[^1];
        return Shape.Create(lengths);
    }
}
