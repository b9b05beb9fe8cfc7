namespace Autograd.Backends.Cpu.Loops;

/// <summary>Reverses an axis of contiguous arrays: whole axes of single elements, or the order of blocks.</summary>
internal unsafe struct ReversalBody : IParallelBody
{
    public byte* Source;
    public byte* Target;

    /// <summary>How many places the axis has.</summary>
    public long Length;

    /// <summary>Bytes from one place to the next.</summary>
    public long InnerBytes;

    /// <summary>Bytes of an element.</summary>
    public int Size;

    /// <summary>Axes of single elements, else blocks.</summary>
    public long Lines;

    public long LinesInChunk;

    /// <inheritdoc/>
    public readonly void Invoke(int chunk)
    {
        var first = chunk * LinesInChunk;
        var end = Math.Min(Lines, first + LinesInChunk);
        for (var line = first; line < end; line++)
        {
            if (InnerBytes == Size)
            {
                Axis(Source + (line * Length * Size), Target + (line * Length * Size));
                continue;
            }

            var (outer, place) = Math.DivRem(line, Length);
            var from = Source + (((outer * Length) + Length - 1 - place) * InnerBytes);
            Buffer.MemoryCopy(from, Target + (line * InnerBytes), InnerBytes, InnerBytes);
        }
    }

    private readonly void Axis(byte* source, byte* target)
    {
        var bytes = Length * Size;
        Buffer.MemoryCopy(source, target, bytes, bytes);
        var count = checked((int)Length);
        switch (Size)
        {
            case 1:
                new Span<byte>(target, count).Reverse();
                break;
            case 2:
                new Span<short>(target, count).Reverse();
                break;
            case 4:
                new Span<int>(target, count).Reverse();
                break;
            default:
                new Span<long>(target, count).Reverse();
                break;
        }
    }
}
