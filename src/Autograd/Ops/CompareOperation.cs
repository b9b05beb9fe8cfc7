namespace Autograd.Ops;

/// <summary>An elementwise comparison of two inputs, with a bool result and no derivative.</summary>
/// <typeparam name="TRule">The relation.</typeparam>
public abstract class CompareOperation<TRule> : Operation
    where TRule : struct, ICompareRule
{
    /// <inheritdoc/>
    public override bool IsDifferentiable => false;

    /// <summary>Applies the comparison after promoting the dtypes and broadcasting the shapes.</summary>
    /// <param name="operation">The comparison.</param>
    /// <param name="a">The first input.</param>
    /// <param name="b">The second input.</param>
    protected static Variable Broadcast(CompareOperation<TRule> operation, Variable a, Variable b)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Broadcasting.Prepare(operation.Name, ref a, ref b);
        return Apply(operation, a, b);
    }

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var a = context[0];
        if (a.DType.IsStorageOnly())
            throw Errors.Argument(Name, $"elements are {a.DType.Name()}", "cast first, x.To(DType.Float32)");
        var y = context.Allocate(a.Shape, DType.Bool);
        context.Backend.Compare<TRule>(a.View, context[1].View, y.View);
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
}
