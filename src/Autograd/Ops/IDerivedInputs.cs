namespace Autograd.Ops;

/// <summary>
/// A fused operation that is given values computed of its other inputs, and whose derivative takes them for such: replayed alone
/// with other inputs it is a function by its decomposition only.
/// </summary>
internal interface IDerivedInputs
{
    /// <summary>Whether some inputs are functions of others.</summary>
    bool HasDerivedInputs { get; }
}
