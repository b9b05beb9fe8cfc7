using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Autograd.NN;

/// <summary>
/// Reads a safetensors file: 8 bytes of header length, a JSON header, then the tensors' bytes, all little-endian. Opening
/// checks the whole header against the file's size before a byte of any tensor is allocated or read; no code is ever run
/// from a file. A reader is used from one thread at a time.
/// </summary>
public sealed class SafetensorsReader : IDisposable
{
    private const int LengthSize = sizeof(ulong);

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly bool _reversed;
    private readonly FileError _error;
    private readonly SafetensorsHeader _header;
    private readonly long _dataStart;

    /// <summary>Reads and checks the header of a file that is open.</summary>
    /// <param name="stream">A stream that can read and seek; the file reaches from its position to its end.</param>
    /// <param name="name">The file's name for the error messages.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the reader is disposed.</param>
    /// <exception cref="ArgumentException">The stream cannot read and seek.</exception>
    /// <exception cref="InvalidDataException">The file breaks a rule of the format; the message names file, fact and remedy.</exception>
    public SafetensorsReader(Stream stream, string name, bool leaveOpen = false)
        : this(stream, name, leaveOpen, ByteOrder.Reversed)
    {
    }

    /// <summary>As above, with the machine's byte order given so that the other one can be tested.</summary>
    internal SafetensorsReader(Stream stream, string name, bool leaveOpen, bool reversed)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        if (!stream.CanRead || !stream.CanSeek)
            throw new ArgumentException("safetensors: the stream cannot read and seek; copy it to memory or a file first", nameof(stream));
        (_stream, _leaveOpen, _reversed, _error) = (stream, leaveOpen, reversed, new FileError("safetensors", name));
        var start = stream.Position;
        var rest = stream.Length - start - LengthSize;
        if (rest < 0)
            throw _error.Because($"holds {rest + LengthSize} bytes, fewer than the {LengthSize} of the header's length; is the download complete?");
        Span<byte> lengthBytes = stackalloc byte[LengthSize];
        Fill(lengthBytes);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > SafetensorsTypes.LongestHeader)
            throw _error.Because($"states a header of {length} bytes, over the limit of {SafetensorsTypes.LongestHeader}; is this a safetensors file?");
        if (length < 2)
            throw _error.Because($"states a header of {length} bytes, the shortest has 2; is this a safetensors file?");
        if ((long)length > rest)
            throw _error.Because($"states a header of {length} bytes, {rest} follow; is the download complete?");
        var json = GC.AllocateUninitializedArray<byte>((int)length);
        Fill(json);
        _dataStart = start + LengthSize + json.Length;
        _header = SafetensorsHeader.Parse(json, rest - json.Length, _error);
        Entries = Array.AsReadOnly(_header.InOrder);
    }

    /// <summary>The tensors in the order of their bytes in the file: reading them so is one sweep over the disk.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>The file's <c>__metadata__</c>, a map of strings; empty where it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file's path.</param>
    /// <returns>The reader, which closes the file when it is disposed.</returns>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file breaks a rule of the format; the message names file, fact and remedy.</exception>
    public static SafetensorsReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        // Whole tensors are read at once, straight into the caller's memory: a buffer would only be a copy.
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        try
        {
            return new SafetensorsReader(stream, path);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Finds a tensor by its name.</summary>
    /// <param name="name">The exact name.</param>
    /// <param name="entry">The tensor, or null.</param>
    /// <returns>Whether the file has it.</returns>
    public bool TryGetEntry(string name, [MaybeNullWhen(false)] out SafetensorsEntry entry) =>
        _header.ByName.TryGetValue(name, out entry);

    /// <summary>Reads a whole tensor, its elements in row-major order and in this machine's byte order.</summary>
    /// <param name="entry">A tensor from <see cref="Entries"/> or <see cref="TryGetEntry"/>.</param>
    /// <param name="destination">Exactly <see cref="SafetensorsEntry.Length"/> bytes.</param>
    /// <exception cref="ArgumentException">The entry is of another file, or the destination has another length.</exception>
    /// <exception cref="InvalidDataException">The file ended early, or a BOOL is neither 0 nor 1.</exception>
    public void Read(SafetensorsEntry entry, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (destination.Length != entry.Length)
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"safetensors: tensor {FileError.Quote(entry.Name)} takes {entry.Length} bytes, the destination {destination.Length}; give it exactly those"),
                nameof(destination));
        Read(entry, 0, destination);
    }

    /// <summary>Reads consecutive elements of a tensor, for one that is larger than a span or converted piece by piece.</summary>
    /// <param name="entry">A tensor from <see cref="Entries"/> or <see cref="TryGetEntry"/>.</param>
    /// <param name="start">Where to begin, in bytes from the tensor's start: a multiple of the element's size.</param>
    /// <param name="destination">The bytes to fill: whole elements.</param>
    /// <exception cref="ArgumentException">The entry is of another file, or the range cuts an element or leaves the tensor.</exception>
    /// <exception cref="InvalidDataException">The file ended early, or a BOOL is neither 0 nor 1.</exception>
    public void Read(SafetensorsEntry entry, long start, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!TryGetEntry(entry.Name, out var own) || !ReferenceEquals(own, entry))
            throw new ArgumentException(
                $"safetensors: tensor {FileError.Quote(entry.Name)} is not of this file; take it from this reader's Entries", nameof(entry));
        var size = entry.ElementSize;
        if (start < 0 || start > entry.Length - destination.Length || start % size != 0 || destination.Length % size != 0)
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"safetensors: {destination.Length} bytes from {start} are not whole elements of tensor {FileError.Quote(entry.Name)} of {entry.Length} bytes; read multiples of {size} inside it"),
                nameof(start));
        _stream.Position = _dataStart + entry.Offset + start;
        Fill(destination);
        if (_reversed)
            ByteOrder.Reverse(destination, size);
        if (entry.Dtype == "BOOL" && destination.IndexOfAnyExceptInRange<byte>(0, 1) is >= 0 and var bad)
            throw _error.Because($"tensor {FileError.Quote(entry.Name)} holds the byte {destination[bad]} at {start + bad}, a BOOL is 0 or 1; is the file damaged?");
    }

    /// <summary>Closes the file, unless the stream was to be left open.</summary>
    public void Dispose()
    {
        if (!_leaveOpen)
            _stream.Dispose();
    }

    private void Fill(Span<byte> destination)
    {
        var read = _stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        if (read < destination.Length)
            throw _error.Because($"ended {destination.Length - read} bytes early; was it changed while it was read?");
    }
}
