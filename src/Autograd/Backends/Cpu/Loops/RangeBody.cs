namespace Autograd.Backends.Cpu.Loops;

/// <summary>Copies a range of bytes in pieces.</summary>
internal readonly unsafe struct RangeBody(byte* source, byte* target, long bytes) : IParallelBody
{
    /// <summary>Bytes of a piece.</summary>
    public const int Bytes = 1 << 18;

    private readonly byte* _source = source;
    private readonly byte* _target = target;
    private readonly long _bytes = bytes;

    /// <inheritdoc/>
    public void Invoke(int chunk)
    {
        var first = (long)chunk * Bytes;
        var piece = Math.Min(Bytes, _bytes - first);
        Buffer.MemoryCopy(_source + first, _target + first, piece, piece);
    }
}
