namespace Autograd.Ops;

/// <summary>With a new axis of length 1, a view of any strides. Linear: dx is dy without it.</summary>
public sealed class UnsqueezeOp : Operation
{
    private static readonly OperationCache<int, UnsqueezeOp> Cache = new(axis => new UnsqueezeOp(axis));

    private readonly int _axis;

    private UnsqueezeOp(int axis) => _axis = axis;

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        var x = context[0];
        Span<int> lengths = stackalloc int[x.Rank + 1];
        Span<long> steps = stackalloc long[x.Rank + 1];
        for (var i = 0; i < lengths.Length; i++)
        {
            lengths[i] = i == _axis ? 1 : x.Shape[i < _axis ? i : i - 1];

            // The step over one element has no meaning; the row-major one keeps contiguous arrays contiguous.
            steps[i] = i == _axis ? (i == x.Rank ? 1 : x.Strides[i] * x.Shape[i]) : x.Strides[i < _axis ? i : i - 1];
        }

        context.SetOutput(x.ViewAs(Shape.Create(lengths), Strides.Create(steps), x.Offset));
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) => sink.Add(0, context.Cotangent.Squeeze(_axis));

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);

    internal static UnsqueezeOp Get(int axis) => Cache.Get(axis);
}
