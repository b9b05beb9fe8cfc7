using Autograd.Backends;
using Autograd.Ops;

namespace Autograd;

/// <content>Attention.</content>
public sealed partial class Variable
{
    /// <summary>
    /// Scaled dot-product attention of these queries, softmax(scale · q·kᵀ + mask) · v (Vaswani et al., "Attention is all you need", 2017).
    /// </summary>
    /// <remarks>
    /// A query that may attend to no key gets 0, and gives gradients of 0. Keys and values that are masked still take part in products
    /// with 0, so they must be finite. The mask and causality hold together: a query attends where both allow it.
    /// </remarks>
    /// <param name="key">[…, keys, features], of the queries' leading axes, but that the third axis from the end, the heads, may be a
    /// divisor of the queries': each head of keys and values then serves as many neighbouring heads of queries.</param>
    /// <param name="value">[…, keys, value features], of the keys' leading axes.</param>
    /// <param name="mask">Broadcasts to […, queries, keys]. Bool: true where a query may attend. Float: added to the products; −∞ forbids.</param>
    /// <param name="isCausal">Whether query i attends only to keys j ≤ i + <paramref name="causalOffset"/>, the first query being aligned
    /// with the first key where the lengths differ.</param>
    /// <param name="scale">What the products are multiplied by; 1/√features by default.</param>
    /// <param name="dropout">The probability with which a weight becomes 0, the others being divided by 1 − p.</param>
    /// <param name="random">The stream dropout's mask comes from; the shared one by default.</param>
    /// <param name="causalOffset">The first query's place among the keys, 0 or more: how many keys came before, from a cache.</param>
    /// <returns>[…, queries, value features].</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit, or a number is out of range.</exception>
    public Variable ScaledDotProductAttention(
        Variable key,
        Variable value,
        Variable? mask = null,
        bool isCausal = false,
        double? scale = null,
        double dropout = 0,
        RandomGenerator? random = null,
        int causalOffset = 0)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        var scores = AttentionShapes.Check(this, key, value, mask);
        if (dropout is not (>= 0 and <= 1))
            throw Errors.Argument(AttentionShapes.Operation, $"the probability of dropout is {dropout}", "use 0 to 1");
        if (causalOffset < 0)
            throw Errors.Argument(AttentionShapes.Operation, $"the causal offset is {causalOffset}", "give the number of keys before the first query, 0 or more");
        var attributes = new AttentionAttributes(
            scale ?? 1 / Math.Sqrt(Math.Max(1, Shape[^1])), isCausal, causalOffset, dropout, dropout > 0 ? (random ?? RandomGenerator.Shared).Next() : default);
        var operation = ScaledDotProductAttentionOp.Get(attributes);
        var (q, k, v) = (AttentionShapes.FourAxes(this), AttentionShapes.FourAxes(key), AttentionShapes.FourAxes(value));
        var y = mask is null
            ? Operation.Apply(operation, q, k, v)
            : Operation.Apply(operation, q, k, v, AttentionShapes.FourAxes(ExpandOp.ApplyIfNeeded(mask, scores)));
        return AttentionShapes.WithAxesOf(y, this);
    }
}

/// <summary>
/// y = w·v with w = softmax(s), s = scale · q·kᵀ + mask, of [batch, heads, length, features]; fused, in tiles. dv = wᵀ·dy,
/// ds = w · (dy·vᵀ − Σ dy · y), dq = scale · ds·k, dk = scale · dsᵀ·q; dropout multiplies w and dy·vᵀ by its factors.
/// </summary>
public sealed class ScaledDotProductAttentionOp : FusedOperation
{
    private static readonly OperationCache<AttentionAttributes, ScaledDotProductAttentionOp> Cache = new(attributes => new ScaledDotProductAttentionOp(attributes));

    private readonly AttentionAttributes _attributes;

    private ScaledDotProductAttentionOp(AttentionAttributes attributes) => _attributes = attributes;

    /// <inheritdoc/>
    public override string Name => AttentionShapes.Operation;

    /// <inheritdoc/>
    protected override bool ReadsOutput => true;

    /// <summary>Scores and values are two products; back there are five, the scores' once more among them.</summary>
    internal override long VjpFlops(InputMask needs, long forward) => forward / 2 * 5;

    /// <inheritdoc/>
    protected internal override Variable Decompose(ReadOnlySpan<Variable> inputs)
    {
        var q = inputs[0];
        var k = AttentionShapes.ForEachHead(inputs[1], q.Shape[1]);
        var v = AttentionShapes.ForEachHead(inputs[2], q.Shape[1]);
        var scores = q.MatMul(k.T) * _attributes.Scale;
        if (inputs.Length == 4)
            scores = inputs[3].DType == DType.Bool ? Variable.Where(inputs[3], scores, double.NegativeInfinity) : scores + inputs[3];
        if (_attributes.IsCausal)
            scores = Variable.Where(AttentionShapes.Causal(q.Shape[2], k.Shape[2], _attributes.CausalOffset, q.Device), scores, double.NegativeInfinity);

        // Where nothing may be attended to the logarithm is −∞, and the weights are exp(−∞) = 0.
        var logSumExps = scores.LogSumExp([-1], keepAxes: true);
        var weights = (scores - Variable.Where(logSumExps.EqualTo(double.NegativeInfinity), 0, logSumExps)).Exp();
        if (_attributes.Dropout > 0)
            weights = Apply(new DropoutOp(_attributes.Dropout, _attributes.Key), weights);
        return weights.MatMul(v);
    }

    /// <inheritdoc/>
    protected override bool TryForward(in ForwardContext context)
    {
        if (context.Backend is not IAttentionKernels kernels)
            return false;
        var (q, k, v) = (AttentionShapes.FeaturesTogether(context[0]), AttentionShapes.FeaturesTogether(context[1]), AttentionShapes.FeaturesTogether(context[2]));
        var y = context.Allocate([q.Shape[0], q.Shape[1], q.Shape[2], v.Shape[3]], q.DType);
        var logSumExps = context.Allocate([q.Shape[0], q.Shape[1], q.Shape[2]], q.DType);
        kernels.Attend(q.View, k.View, v.View, context.Inputs.Length == 4 ? context[3].View : null, _attributes, y.View, logSumExps.View);
        context.Save(logSumExps);
        context.SetOutput(y);
        return true;
    }

    /// <inheritdoc/>
    protected override bool TryVjp(in VjpContext context, in GradientSink sink)
    {
        // A mask that is trained, a bias of positions, is served by the decomposition.
        if (context.Backend is not IAttentionKernels kernels || (context.InputCount == 4 && context.Needs(3)))
            return false;
        var q = AttentionShapes.FeaturesTogether(context.Input(0));
        var k = AttentionShapes.FeaturesTogether(context.Input(1));
        var v = AttentionShapes.FeaturesTogether(context.Input(2));
        var dq = Variable.Allocate(context.Backend, q.Shape, q.DType);
        var dk = Variable.Allocate(context.Backend, k.Shape, k.DType);
        var dv = Variable.Allocate(context.Backend, v.Shape, v.DType);
        kernels.AttendVjp(
            q.View,
            k.View,
            v.View,
            context.InputCount == 4 ? context.Input(3).View : null,
            _attributes,
            context.Output().View,
            context.Saved(0).View,
            context.Cotangent.Contiguous().View,
            dq.View,
            dk.View,
            dv.View);
        if (context.Needs(0))
            sink.Add(0, dq);
        if (context.Needs(1))
            sink.Add(1, dk);
        if (context.Needs(2))
            sink.Add(2, dv);
        return true;
    }

    /// <summary>An instance; those with dropout are made for one call, since their substream is.</summary>
    internal static ScaledDotProductAttentionOp Get(AttentionAttributes attributes) =>
        attributes.Dropout > 0 ? new ScaledDotProductAttentionOp(attributes) : Cache.Get(attributes);
}
