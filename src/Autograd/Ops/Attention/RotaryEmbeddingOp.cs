using Autograd.Ops;

namespace Autograd;

/// <content>Rotary position embeddings.</content>
public sealed partial class Variable
{
    /// <summary>
    /// Rotary position embedding (Su et al., "RoFormer", 2021): pairs of features are turned by position · base^(−2i/E), i being the pair,
    /// so that products of queries and keys depend on the distance of their positions.
    /// </summary>
    /// <param name="offset">The first row's position, 0 or more: how many came before, from a cache.</param>
    /// <param name="baseOfAngles">The base of the angles; larger ones turn more slowly.</param>
    /// <param name="pairing">Which features are turned together.</param>
    /// <returns>[…, length, E] like this Variable, E even.</returns>
    /// <exception cref="ArgumentException">There are no two axes, E is odd, the elements are no floats, or a number is out of range.</exception>
    public Variable RotaryEmbedding(int offset = 0, double baseOfAngles = 10000, RotaryPairing pairing = RotaryPairing.Halves)
    {
        ThrowIfReleased("rotary_embedding");
        DTypeChecks.Float("rotary_embedding", this);
        if (Rank < 2 || Shape[^1] % 2 != 0)
            throw Errors.Argument("rotary_embedding", $"an input of {Shape}", "give […, length, features], an even number of features");
        if (offset < 0)
            throw Errors.Argument("rotary_embedding", $"the offset is {offset}", "give the first row's position, 0 or more");
        if (!(baseOfAngles > 0 && double.IsFinite(baseOfAngles)))
            throw Errors.Argument("rotary_embedding", $"the base is {baseOfAngles}", "use a positive number, 10000");
        return Operation.Apply(RotaryEmbeddingOp.Get(new RotaryEmbeddingOp.Attributes(offset, baseOfAngles, pairing, IsInverse: false)), this);
    }
}

/// <summary>
/// y = (a·cos − b·sin, a·sin + b·cos) for each pair (a, b) of features. A rotation is linear, and its transpose is the rotation by the
/// negative angles: dx is that of dy.
/// </summary>
public sealed class RotaryEmbeddingOp : Operation
{
    private static readonly OperationCache<Attributes, RotaryEmbeddingOp> Cache = new(attributes => new RotaryEmbeddingOp(attributes));

    private readonly Attributes _attributes;

    private RotaryEmbeddingOp(Attributes attributes) => _attributes = attributes;

    /// <inheritdoc/>
    public override string Name => "rotary_embedding";

    /// <inheritdoc/>
    protected internal override void Forward(in ForwardContext context)
    {
        using var scope = new Scope(onThreadOnly: true);
        var x = context[0];
        var (length, half) = (x.Shape[^2], x.Shape[^1] / 2);
        var (cosines, sines) = RotaryTables.Get(_attributes.Offset, length, half, _attributes.BaseOfAngles, x.DType, x.Device);
        var axis = _attributes.Pairing == RotaryPairing.Halves ? -2 : -1;
        var pairs = x.Reshape(PairShape(x.Shape, half));
        var a = pairs.Slice(axis, 0, 1);
        var b = pairs.Slice(axis, 1, 1);
        cosines = cosines.Unsqueeze(axis);
        sines = sines.Unsqueeze(axis);
        var (turnedA, turnedB) = _attributes.IsInverse
            ? ((a * cosines) + (b * sines), (b * cosines) - (a * sines))
            : ((a * cosines) - (b * sines), (a * sines) + (b * cosines));
        context.SetOutput(scope.Return(Variable.Concat(axis, turnedA, turnedB).Reshape(x.Shape)));
    }

    /// <inheritdoc/>
    protected internal override void Vjp(in VjpContext context, in GradientSink sink) =>
        sink.Add(0, Apply(Get(_attributes with { IsInverse = !_attributes.IsInverse }), context.Cotangent));

    /// <inheritdoc/>
    protected internal override void Jvp(in JvpContext context) => context.SetLinear(this);

    internal static RotaryEmbeddingOp Get(Attributes attributes) => Cache.Get(attributes);

    /// <summary>The features as two halves, or as pairs.</summary>
    private Shape PairShape(Shape shape, int half)
    {
        Span<int> lengths = stackalloc int[shape.Rank + 1];
        shape.Lengths[..^1].CopyTo(lengths);
        (lengths[^2], lengths[^1]) = _attributes.Pairing == RotaryPairing.Halves ? (2, half) : (half, 2);
        return Shape.Create(lengths);
    }

    internal readonly record struct Attributes(int Offset, double BaseOfAngles, RotaryPairing Pairing, bool IsInverse);
}
