namespace Autograd.NN;

/// <summary>
/// A transformer's block that normalises first: h = x + attention(norm₁(x)), y = h + linear₂(activation(linear₁(norm₂(h)))), of
/// [batch, length, features] (Xiong et al., "On layer normalization in the transformer architecture", 2020).
/// </summary>
/// <remarks>The parts are named as those of PyTorch's TransformerEncoderLayer: self_attn, linear1, linear2, norm1, norm2.</remarks>
public sealed class TransformerBlock : Module<(Variable Input, Variable? Mask, KeyValueCache? Cache), Variable>
{
    private readonly TransformerOptions _options;
    private readonly MultiHeadAttention _attention;
    private readonly Linear _first;
    private readonly Linear _second;
    private readonly Module _attentionNorm;
    private readonly Module _hiddenNorm;

    /// <summary>Makes the block.</summary>
    /// <param name="features">The last axis of input and output.</param>
    /// <param name="heads">The attention's heads, a divisor of the features.</param>
    /// <param name="options">What else there is to say.</param>
    /// <exception cref="ArgumentException">Sizes do not divide, or a number is out of range.</exception>
    public TransformerBlock(int features, int heads, TransformerOptions? options = null)
    {
        _options = options ?? new TransformerOptions();
        Hidden = _options.Hidden ?? checked(4 * features);
        if (Hidden < 1)
            throw Errors.Argument("TransformerBlock", $"a hidden width of {Hidden}", "give 1 or more");
        if (_options.Dropout is not (>= 0 and <= 1))
            throw Errors.Argument("TransformerBlock", $"the probability of dropout is {_options.Dropout}", "use 0 to 1");
        if (_options is { IsGated: true, Activation: not null })
            throw Errors.Argument("TransformerBlock", "an activation for gated maps, which have their own", "leave out one of both");
        _attention = Add("self_attn", new MultiHeadAttention(features, heads, _options.Attention));
        _first = Add("linear1", _options.IsGated
            ? new Linear(features, checked(2 * Hidden), _options.Bias)
            : new Linear(features, Hidden, _options.Bias, activation: _options.Activation is null ? Activation.Gelu : null));
        _second = Add("linear2", new Linear(Hidden, features, _options.Bias));
        _attentionNorm = Add("norm1", Norm(features));
        _hiddenNorm = Add("norm2", Norm(features));
    }

    /// <summary>The width between the two linear maps.</summary>
    public int Hidden { get; }

    /// <summary>Runs the block.</summary>
    /// <param name="input">[batch, length, features].</param>
    /// <param name="mask">As for <see cref="MultiHeadAttention.Call(Variable, Variable, KeyValueCache)"/>.</param>
    /// <param name="cache">What came before, or null; a cache of this block's own.</param>
    /// <returns>[batch, length, features].</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit.</exception>
    public Variable Call(Variable input, Variable? mask = null, KeyValueCache? cache = null) => Call((input, mask, cache));

    /// <inheritdoc/>
    public override string ToString() => $"TransformerBlock({_attention.Features} → {Hidden}{(_options.IsGated ? ", gated" : string.Empty)})";

    /// <inheritdoc/>
    protected override Variable Forward((Variable Input, Variable? Mask, KeyValueCache? Cache) input)
    {
        var h = input.Input + Drop(_attention.Call(_attentionNorm.Call(input.Input), input.Mask, input.Cache));
        return h + Drop(_second.Call(Drop(Activate(_first.Call(_hiddenNorm.Call(h))))));
    }

    private Variable Activate(Variable hidden)
    {
        if (!_options.IsGated)
            return _options.Activation is { } activation ? activation(hidden) : hidden;
        var parts = hidden.Split(-1, Hidden, Hidden);
        return Variable.SwiGlu(parts[0], parts[1]);
    }

    private Variable Drop(Variable x) => Training && _options.Dropout > 0 ? x.Dropout(_options.Dropout, Random) : x;

    private Module Norm(int features) => _options.UsesRmsNorm ? new RmsNorm([features], _options.Epsilon) : new LayerNorm([features], _options.Epsilon);
}
