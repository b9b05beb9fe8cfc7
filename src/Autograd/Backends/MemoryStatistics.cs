namespace Autograd.Backends;

/// <summary>What the pool of a device's memory holds.</summary>
/// <param name="BytesLive">Bytes handed out by the pool and not yet given back. What the collector frees is not among them.</param>
/// <param name="BytesPooled">Bytes kept for reuse.</param>
/// <param name="BytesPeak">The highest <paramref name="BytesLive"/> since the last reset; exact where one thread allocates at a time.</param>
public readonly record struct MemoryStatistics(long BytesLive, long BytesPooled, long BytesPeak);
