namespace Autograd.Tapes;

/// <summary>The values an operation's forward pass saves for its derivative, on their way to the node.</summary>
internal struct SavedValues
{
    public Variable? First;
    public Variable? Second;

    /// <summary>Whether a fused operation's own kernel computed the value, and not its decomposition.</summary>
    public bool IsFused;
}
