namespace Autograd.NN;

/// <summary>
/// Multi-head attention of [batch, length, features]: queries, keys and values are projected and split into heads, each head attends by
/// itself, and what they give is projected together (Vaswani et al., "Attention is all you need", 2017).
/// </summary>
/// <remarks>
/// The parameters are named and laid out as PyTorch's: <c>in_proj_weight</c>, the projections of queries, keys and values one below the
/// other, <c>in_proj_bias</c>, <c>out_proj.weight</c> and <c>out_proj.bias</c>; with fewer heads of keys and values these rows are fewer.
/// </remarks>
public sealed class MultiHeadAttention : Module<(Variable Query, Variable Key, Variable Value, Variable? Mask, KeyValueCache? Cache), Variable>
{
    private readonly AttentionOptions _options;
    private readonly Parameter _weight;
    private readonly Parameter? _bias;
    private readonly Linear _output;

    /// <summary>Makes the module. The first weight is Xavier-uniform, the last uniform in ±1/√features, biases are 0, as PyTorch has it.</summary>
    /// <param name="features">The last axis of inputs and output.</param>
    /// <param name="heads">The heads, a divisor of the features.</param>
    /// <param name="options">What else there is to say.</param>
    /// <exception cref="ArgumentException">Sizes do not divide, or a number is out of range.</exception>
    public MultiHeadAttention(int features, int heads, AttentionOptions? options = null)
    {
        _options = options ?? new AttentionOptions();
        SharedHeads = _options.SharedHeads ?? heads;
        if (features < 1 || heads < 1 || features % heads != 0)
            throw Errors.Argument("MultiHeadAttention", $"{heads} heads do not divide {features} features", "use a divisor");
        if (SharedHeads < 1 || heads % SharedHeads != 0)
            throw Errors.Argument("MultiHeadAttention", $"{SharedHeads} heads of keys and values do not divide {heads} heads", "use a divisor");
        if (_options.Dropout is not (>= 0 and <= 1))
            throw Errors.Argument("MultiHeadAttention", $"the probability of dropout is {_options.Dropout}", "use 0 to 1");
        if (_options.IsRotary && features / heads % 2 != 0)
            throw Errors.Argument("MultiHeadAttention", $"heads of {features / heads} features cannot be turned in pairs", "use an even number, or no rotary embedding");
        (Features, Heads) = (features, heads);
        var rows = features + (2 * SharedHeads * (features / heads));
        _weight = AddParameter("in_proj_weight", [rows, features], Initialisers.XavierUniform());
        _bias = _options.Bias ? AddParameter("in_proj_bias", [rows], Initialisers.Constant(0)) : null;
        _output = Add("out_proj", new Linear(features, features, _options.Bias, biasInitialiser: Initialisers.Constant(0)));
    }

    /// <summary>The last axis of inputs and output.</summary>
    public int Features { get; }

    /// <summary>The heads.</summary>
    public int Heads { get; }

    /// <summary>The heads of keys and values.</summary>
    public int SharedHeads { get; }

    /// <summary>Attention of a sequence to itself.</summary>
    /// <param name="input">[batch, length, features].</param>
    /// <param name="mask">Broadcasts to [batch, heads, length, keys], the cached keys among them: bool, true where a position may attend,
    /// or what is added to the products; or null. [batch, 1, 1, keys] hides padding.</param>
    /// <param name="cache">What came before, or null; the sequence is added to it.</param>
    /// <returns>[batch, length, features].</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit.</exception>
    /// <exception cref="InvalidOperationException">A cache is used where gradients are recorded.</exception>
    public Variable Call(Variable input, Variable? mask = null, KeyValueCache? cache = null) => Call((input, input, input, mask, cache));

    /// <summary>Attention of one sequence to another.</summary>
    /// <param name="query">[batch, length, features].</param>
    /// <param name="key">[batch, keys, features].</param>
    /// <param name="value">[batch, keys, features].</param>
    /// <param name="mask">Broadcasts to [batch, heads, length, keys]: bool, true where a position may attend, or what is added to the products; or null.</param>
    /// <returns>[batch, length, features].</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit.</exception>
    public Variable Call(Variable query, Variable key, Variable value, Variable? mask = null) => Call((query, key, value, mask, null));

    /// <inheritdoc/>
    public override string ToString() =>
        $"MultiHeadAttention({Features}, {Heads} heads{(SharedHeads == Heads ? string.Empty : $" on {SharedHeads}")}{(_options.IsCausal ? ", causal" : string.Empty)}{(_options.IsRotary ? ", rotary" : string.Empty)})";

    /// <inheritdoc/>
    protected override Variable Forward((Variable Query, Variable Key, Variable Value, Variable? Mask, KeyValueCache? Cache) input)
    {
        var (query, key, value, mask, cache) = input;
        Check(query);
        Check(key);
        Check(value);
        var (q, k, v) = Project(query, key, value);
        var before = cache?.Length ?? 0;
        if (_options.IsRotary)
        {
            q = q.RotaryEmbedding(before, _options.RotaryBase, _options.RotaryPairing);
            k = k.RotaryEmbedding(before, _options.RotaryBase, _options.RotaryPairing);
        }

        var y = Attend(q, k, v, mask, cache, before);
        return _output.Call(y.Transpose(1, 2).Reshape(query.Shape));
    }

    private Variable Attend(Variable q, Variable k, Variable v, Variable? mask, KeyValueCache? cache, int before)
    {
        try
        {
            if (cache is not null)
                (k, v) = cache.Append(k, v);
            return q.ScaledDotProductAttention(k, v, mask, _options.IsCausal, dropout: Training ? _options.Dropout : 0, random: Random, causalOffset: before);
        }
        catch
        {
            // A mask that does not fit must leave the cache as it was.
            cache?.Truncate(before);
            throw;
        }
    }

    /// <summary>Queries, keys and values of each head, [batch, heads, length, features of a head].</summary>
    private (Variable Query, Variable Key, Variable Value) Project(Variable query, Variable key, Variable value)
    {
        var shared = SharedHeads * (Features / Heads);
        if (ReferenceEquals(query, key) && ReferenceEquals(key, value))
        {
            // One product for all three.
            var parts = query.Linear(_weight, _bias).Split(-1, Features, shared, shared);
            return (Split(parts[0], Heads), Split(parts[1], SharedHeads), Split(parts[2], SharedHeads));
        }

        var weights = _weight.Value.Split(0, Features, shared, shared);
        var biases = _bias?.Value.Split(0, Features, shared, shared);
        return (Split(query.Linear(weights[0], biases?[0]), Heads), Split(key.Linear(weights[1], biases?[1]), SharedHeads), Split(value.Linear(weights[2], biases?[2]), SharedHeads));
    }

    private Variable Split(Variable x, int heads) => x.Reshape(x.Shape[0], x.Shape[1], heads, Features / Heads).Transpose(1, 2);

    private void Check(Variable input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank != 3 || input.Shape[2] != Features)
            throw Errors.Argument("MultiHeadAttention", $"an input of {input.Shape} for {Features} features", $"give [batch, length, {Features}]");
    }
}
