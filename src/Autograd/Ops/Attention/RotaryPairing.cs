namespace Autograd;

/// <summary>Which features a rotary embedding turns together.</summary>
public enum RotaryPairing
{
    /// <summary>Feature i with feature i + E/2, as LLaMA and GPT-NeoX do.</summary>
    Halves,

    /// <summary>Feature 2i with feature 2i + 1, as the RoFormer paper and GPT-J do.</summary>
    Interleaved,
}
