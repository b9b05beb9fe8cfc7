using System.Buffers;

namespace Autograd.NN;

/// <summary>Where the bytes of the tensor that is being written go; it counts them and takes neither more nor fewer.</summary>
public sealed class SafetensorsSink
{
    private const int ChunkSize = 1 << 16;

    private readonly Stream _stream;
    private readonly bool _reversed;

    internal SafetensorsSink(Stream stream, SafetensorsEntry entry, bool reversed) =>
        (_stream, Entry, Remaining, _reversed) = (stream, entry, entry.Length, reversed);

    /// <summary>The tensor being written, with its place in the file.</summary>
    public SafetensorsEntry Entry { get; }

    /// <summary>The bytes that are still to be written.</summary>
    public long Remaining { get; private set; }

    /// <summary>Appends elements in this machine's byte order, row-major; the file gets them little-endian.</summary>
    /// <param name="bytes">Whole elements, such as <c>MemoryMarshal.AsBytes</c> of the weights; in as many pieces as wanted.</param>
    /// <exception cref="InvalidOperationException">The tensor takes fewer bytes, or an element is cut.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Remaining)
            throw new InvalidOperationException(
                FormattableString.Invariant(
                    $"safetensors: tensor {FileError.Quote(Entry.Name)} takes {Entry.Length} bytes, {Entry.Length - Remaining + bytes.Length} were written; write exactly its elements"));
        if (bytes.Length % Entry.ElementSize != 0)
            throw new InvalidOperationException(
                FormattableString.Invariant(
                    $"safetensors: {bytes.Length} bytes cut an element of tensor {FileError.Quote(Entry.Name)}; write multiples of {Entry.ElementSize}"));
        if (_reversed)
            WriteReversed(bytes);
        else
            _stream.Write(bytes);
        Remaining -= bytes.Length;
    }

    private void WriteReversed(ReadOnlySpan<byte> bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        while (!bytes.IsEmpty)
        {
            var chunk = buffer.AsSpan(0, Math.Min(ChunkSize, bytes.Length));
            bytes[..chunk.Length].CopyTo(chunk);
            ByteOrder.Reverse(chunk, Entry.ElementSize);
            _stream.Write(chunk);
            bytes = bytes[chunk.Length..];
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }
}
