namespace Autograd.GradientChecking;

/// <summary>How equal elements may lie in memory.</summary>
public enum InputLayout
{
    /// <summary>One after the other, from the start of a storage.</summary>
    Contiguous,

    /// <summary>The last two axes exchanged in memory; for one axis, every second place of a longer one.</summary>
    Transposed,

    /// <summary>Contiguous, but behind other elements, which are NaN where the type has it.</summary>
    Offset,

    /// <summary>The first place of the first axis longer than 1, repeated with stride 0: other values than before.</summary>
    Repeated,
}
