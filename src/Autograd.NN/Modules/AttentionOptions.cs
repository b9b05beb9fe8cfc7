namespace Autograd.NN;

/// <summary>What a <see cref="MultiHeadAttention"/> may be told beside its sizes.</summary>
public sealed record AttentionOptions
{
    /// <summary>Heads of keys and values, a divisor of the heads; as many as heads where null. Each serves neighbouring heads of queries.</summary>
    public int? SharedHeads { get; init; }

    /// <summary>Whether the projections have biases.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>Whether a position attends only to itself and those before it.</summary>
    public bool IsCausal { get; init; }

    /// <summary>The probability that a weight is dropped in training.</summary>
    public double Dropout { get; init; }

    /// <summary>Whether queries and keys are turned by their positions, see <see cref="Variable.RotaryEmbedding"/>.</summary>
    public bool IsRotary { get; init; }

    /// <summary>The base of the rotary angles.</summary>
    public double RotaryBase { get; init; } = 10000;

    /// <summary>Which features a rotary embedding turns together.</summary>
    public RotaryPairing RotaryPairing { get; init; }
}
