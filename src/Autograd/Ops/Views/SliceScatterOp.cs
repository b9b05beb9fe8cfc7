namespace Autograd.Ops;

/// <summary>Zeros with x in the region a slice names: the transpose of <see cref="SliceOp"/>. Linear: dx is the same region of dy.</summary>
public sealed class SliceScatterOp : Operation
{
    private readonly SliceOp _region;
    private readonly Shape _whole;

    internal SliceScatterOp(SliceOp region, Shape whole)
    {
        _region = region;
        _whole = whole;
    }

    /// <inheritdoc/>
    public override string Name => "slice_scatter";

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0];
        var y = context.Allocate(_whole, x.DType);
        context.Backend.Fill(y.View, 0);
        context.Backend.Copy(x.View, _region.ViewOf(y));
        context.SetOutput(y);
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) => sink.Add(0, Apply(_region, context.Cotangent));

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);
}
