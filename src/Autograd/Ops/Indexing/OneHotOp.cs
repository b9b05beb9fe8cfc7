using Autograd.Ops;

namespace Autograd;

/// <content>Indices as indicator vectors.</content>
public sealed partial class Variable
{
    /// <summary>Indicator vectors on a new last axis: y[…, c] = 1 where the index is c, 0 elsewhere. No gradient passes.</summary>
    /// <param name="classes">The new axis's length.</param>
    /// <param name="dtype">The result's element type.</param>
    /// <exception cref="ArgumentException">The elements are no integers, or out of range.</exception>
    public Variable OneHot(int classes, DType dtype = DType.Float32)
    {
        ThrowIfReleased("one_hot");
        if (classes < 0)
            throw Errors.Argument("one_hot", $"the number of classes is {classes}", "use 0 or more");
        if (dtype.IsStorageOnly() || dtype == DType.Bool)
            throw Errors.Argument("one_hot", $"dtype is {dtype.Name()}", "choose float32, float64, int32 or int64");
        return Operation.Apply(OneHotOp.Get(classes, dtype), Indices.Prepare("one_hot", this, classes));
    }
}

/// <summary>Indicator vectors of indices. Not differentiable: indices have no neighbours.</summary>
public sealed class OneHotOp : Operation
{
    private static readonly OperationCache<(int Classes, DType DType), OneHotOp> Cache = new(key => new OneHotOp(key.Classes, key.DType));

    private readonly int _classes;
    private readonly DType _dtype;

    private OneHotOp(int classes, DType dtype)
    {
        _classes = classes;
        _dtype = dtype;
    }

    /// <inheritdoc/>
    public override string Name => "one_hot";

    /// <inheritdoc/>
    public override bool IsDifferentiable => false;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var index = context[0];
        Span<int> lengths = stackalloc int[index.Rank + 1];
        index.Shape.Lengths.CopyTo(lengths);
        lengths[^1] = _classes;
        var y = context.Allocate(Shape.Create(lengths), _dtype);
        context.Backend.Fill(y.View, 0);

        // One 1 is added per index: a scatter of ones over the last axis of [count, classes].
        var ones = ExpandOp.ApplyIfNeeded(y.ConstantLike(Name, 1), index.Shape).CopyContiguous();
        context.Backend.ScatterAdd(ones.View, index.View, y.View, index.Count, 1);
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink)
    {
    }

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context)
    {
    }

    internal static OneHotOp Get(int classes, DType dtype) => Cache.Get((classes, dtype));
}
