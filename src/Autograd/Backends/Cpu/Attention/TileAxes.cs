namespace Autograd.Backends.Cpu.Attention;

/// <summary>Which axes of a <see cref="TileProduct{T}"/> are queries and keys, so what causality leaves out of it.</summary>
internal enum TileAxes
{
    /// <summary>Rows are queries, columns keys: scores.</summary>
    QueriesByKeys,

    /// <summary>Rows are queries, sums run over keys.</summary>
    QueriesOverKeys,

    /// <summary>Rows are keys, sums run over queries.</summary>
    KeysOverQueries,
}
