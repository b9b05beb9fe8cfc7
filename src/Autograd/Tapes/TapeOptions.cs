namespace Autograd;

/// <summary>How a tape records.</summary>
[Flags]
public enum TapeOptions
{
    /// <summary>Fast: only what derivatives need.</summary>
    None = 0,

    /// <summary>
    /// Every node also keeps the caller's file and line and the module path, and the first operation that turned finite
    /// inputs into NaN or ∞ is remembered and named by the backward walk. Slow; for finding faults.
    /// </summary>
    Diagnose = 1,
}
