namespace Autograd.Backends.Cpu.Loops;

/// <summary>Fills a range with copies of one element, in pieces.</summary>
internal readonly unsafe struct FillBody(byte* element, byte* target, long count, int size) : IParallelBody
{
    private readonly byte* _element = element;
    private readonly byte* _target = target;
    private readonly long _count = count;
    private readonly int _size = size;

    /// <inheritdoc/>
    public void Invoke(int chunk)
    {
        var first = (long)chunk * ElementwiseLoop.Chunk;
        Tile.Copy(_element, 0, _target + (first * _size), _size, (nint)Math.Min(ElementwiseLoop.Chunk, _count - first), _size);
    }
}
