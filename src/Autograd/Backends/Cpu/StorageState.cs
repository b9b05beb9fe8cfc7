namespace Autograd.Backends.Cpu;

/// <summary>Who answers for a storage's memory.</summary>
internal enum StorageState
{
    /// <summary>In use, freed by the collector unless released.</summary>
    Unpooled,

    /// <summary>In use, and counted as such until it is released.</summary>
    Lent,

    /// <summary>In the pool.</summary>
    Pooled,
}
