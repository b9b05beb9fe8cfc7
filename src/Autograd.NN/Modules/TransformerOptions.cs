namespace Autograd.NN;

/// <summary>What a <see cref="TransformerBlock"/> may be told beside its sizes.</summary>
public sealed record TransformerOptions
{
    /// <summary>How it attends: causality, heads of keys and values, rotary embeddings, dropout of weights, biases.</summary>
    public AttentionOptions Attention { get; init; } = new();

    /// <summary>The width between the two linear maps behind the attention; 4 · features where null.</summary>
    public int? Hidden { get; init; }

    /// <summary>Whether the first of these maps is a gated one, <see cref="Variable.SwiGlu"/>, with twice as many rows: gates, then values.</summary>
    public bool IsGated { get; init; }

    /// <summary>What stands between the two maps where they are not gated; <see cref="Variable.Gelu"/> where null.</summary>
    public Func<Variable, Variable>? Activation { get; init; }

    /// <summary>Whether rows are normalised by <see cref="RmsNorm"/>, and not by <see cref="LayerNorm"/>.</summary>
    public bool UsesRmsNorm { get; init; }

    /// <summary>ε of the normalisations.</summary>
    public double Epsilon { get; init; } = 1e-5;

    /// <summary>Whether the linear maps behind the attention have biases.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>The probability that an element is dropped in training, of the hidden ones and of what is added to the input.</summary>
    public double Dropout { get; init; }
}
