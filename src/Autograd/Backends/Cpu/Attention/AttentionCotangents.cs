namespace Autograd.Backends.Cpu.Attention;

/// <summary>Which cotangents a pass back through attention computes.</summary>
internal enum AttentionCotangents
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>Those of keys and values.</summary>
    OfKeys,

    /// <summary>Those of queries.</summary>
    OfQueries,
}
