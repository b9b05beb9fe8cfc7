using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Autograd.NN;

/// <summary>
/// Writes safetensors files. The callback hands over the bytes of one tensor after the other, so the weights are never held
/// twice. The same entries, metadata and bytes give the same file, bit for bit, on every machine.
/// </summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <summary>
    /// Writes a file atomically: to a temporary file in the same folder, flushed to the disk, then moved over
    /// <paramref name="path"/>. Whatever fails, the old file is untouched and the temporary one removed.
    /// </summary>
    /// <param name="path">The file to create or replace; its folder must exist.</param>
    /// <param name="entries">The tensors; their bytes stand in the file in this order.</param>
    /// <param name="metadata">The <c>__metadata__</c> map, written in ordinal order of its keys; null for none.</param>
    /// <param name="content">Writes the bytes of the tensor of the given index to the sink, exactly its length.</param>
    /// <exception cref="ArgumentException">Two entries have one name, a text is not well-formed UTF-16, the header passes
    /// 100,000,000 bytes, or the data pass what 64 bits count.</exception>
    /// <exception cref="InvalidOperationException">The callback wrote more or fewer bytes than a tensor takes.</exception>
    /// <exception cref="IOException">The folder or the disk refused.</exception>
    public static void Write(
        string path,
        IReadOnlyList<SafetensorsEntry> entries,
        IReadOnlyDictionary<string, string>? metadata,
        Action<int, SafetensorsSink> content)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(content);
        var (placed, header) = Lay(entries, metadata);
        AtomicFile.Write(path, stream => WriteTo(stream, placed, header, content, ByteOrder.Reversed));
    }

    /// <summary>Writes to a stream from its position on; what is written when something fails stays written.</summary>
    /// <param name="stream">The stream; it is neither flushed nor closed.</param>
    /// <param name="entries">The tensors; their bytes stand in the file in this order.</param>
    /// <param name="metadata">The <c>__metadata__</c> map, written in ordinal order of its keys; null for none.</param>
    /// <param name="content">Writes the bytes of the tensor of the given index to the sink, exactly its length.</param>
    /// <exception cref="ArgumentException">Two entries have one name, a text is not well-formed UTF-16, the header passes
    /// 100,000,000 bytes, or the data pass what 64 bits count.</exception>
    /// <exception cref="InvalidOperationException">The callback wrote more or fewer bytes than a tensor takes.</exception>
    public static void Write(
        Stream stream,
        IReadOnlyList<SafetensorsEntry> entries,
        IReadOnlyDictionary<string, string>? metadata,
        Action<int, SafetensorsSink> content) =>
        Write(stream, entries, metadata, content, ByteOrder.Reversed);

    /// <summary>As above, with the machine's byte order given so that the other one can be tested.</summary>
    internal static void Write(
        Stream stream,
        IReadOnlyList<SafetensorsEntry> entries,
        IReadOnlyDictionary<string, string>? metadata,
        Action<int, SafetensorsSink> content,
        bool reversed)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(content);
        var (placed, header) = Lay(entries, metadata);
        WriteTo(stream, placed, header, content, reversed);
    }

    private static void WriteTo(
        Stream stream, SafetensorsEntry[] entries, ReadOnlyMemory<byte> header, Action<int, SafetensorsSink> content, bool reversed)
    {
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header.Span);
        for (var i = 0; i < entries.Length; i++)
        {
            var sink = new SafetensorsSink(stream, entries[i], reversed);
            content(i, sink);
            if (sink.Remaining > 0)
                throw new InvalidOperationException(
                    FormattableString.Invariant(
                        $"safetensors: tensor {FileError.Quote(entries[i].Name)} takes {entries[i].Length} bytes, {entries[i].Length - sink.Remaining} were written; write exactly its elements"));
        }
    }

    /// <summary>Everything that can be refused is refused here, before a file is touched.</summary>
    private static (SafetensorsEntry[] Placed, ReadOnlyMemory<byte> Header) Lay(
        IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string>? metadata)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var placed = new SafetensorsEntry[entries.Count];
        var names = new HashSet<string>(StringComparer.Ordinal);
        var end = 0L;
        for (var i = 0; i < placed.Length; i++)
        {
            if (!names.Add(entries[i].Name))
                throw new ArgumentException(
                    $"safetensors: two tensors are named {FileError.Quote(entries[i].Name)}; give each its own name", nameof(entries));
            if (entries[i].Length > long.MaxValue - end)
                throw new ArgumentException("safetensors: the tensors have more bytes than 64 bits count; split the file", nameof(entries));
            placed[i] = entries[i].At(end);
            end += entries[i].Length;
        }

        var header = new ArrayBufferWriter<byte>();
        // Names stay readable: JSON needs no escapes beyond its own, and nothing here is ever put into a web page.
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(header, options))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            foreach (var entry in placed)
                WriteEntry(json, entry);
            json.WriteEndObject();
        }

        // Spaces are the format's padding: the data then begin at a multiple of 8 and can be mapped as they are.
        var padding = -header.WrittenCount & (Alignment - 1);
        header.GetSpan(padding)[..padding].Fill((byte)' ');
        header.Advance(padding);
        if (header.WrittenCount > SafetensorsTypes.LongestHeader)
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"safetensors: the header has {header.WrittenCount} bytes, over the limit of {SafetensorsTypes.LongestHeader}; shorten names or metadata"),
                nameof(entries));
        return (placed, header.WrittenMemory);
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null || metadata.Count == 0)
            return;
        json.WriteStartObject(SafetensorsTypes.MetadataName);
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!SafetensorsEntry.IsWellFormed(key) || !SafetensorsEntry.IsWellFormed(value))
                throw new ArgumentException(
                    $"safetensors: metadata {FileError.Quote(key)} has half a surrogate pair; write well-formed text", nameof(metadata));
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, SafetensorsEntry entry)
    {
        json.WriteStartObject(entry.Name);
        json.WriteString("dtype"u8, entry.Dtype);
        json.WriteStartArray("shape"u8);
        foreach (var dimension in entry.Shape)
            json.WriteNumberValue(dimension);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets"u8);
        json.WriteNumberValue(entry.Offset);
        json.WriteNumberValue(entry.Offset + entry.Length);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
