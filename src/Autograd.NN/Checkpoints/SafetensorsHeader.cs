using System.Collections.ObjectModel;
using System.Text.Json;

namespace Autograd.NN;

/// <summary>Parses and checks the JSON header of a safetensors file against the size of the data that follow it.</summary>
internal sealed class SafetensorsHeader
{
    private readonly FileError _error;
    private readonly Dictionary<string, SafetensorsEntry> _entries = new(StringComparer.Ordinal);
    private Dictionary<string, string>? _metadata;

    private SafetensorsHeader(FileError error) => _error = error;

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> ByName => _entries;

    /// <summary>The tensors by place: sorted by offset, those without elements before the one that follows them.</summary>
    public SafetensorsEntry[] InOrder { get; private set; } = [];

    /// <summary>The string map, empty where the file has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata =>
        _metadata is null ? ReadOnlyDictionary<string, string>.Empty : _metadata;

    /// <summary>Parses <paramref name="json"/>; the tensors must fill <paramref name="dataLength"/> bytes without hole or overlap.</summary>
    /// <exception cref="InvalidDataException">The header breaks a rule of the format.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, long dataLength, FileError error)
    {
        if (json[0] != (byte)'{')
            throw error.Because($"has a header that begins with byte 0x{json[0]:X2}, not with '{{'; is this a safetensors file?");
        var header = new SafetensorsHeader(error);
        try
        {
            header.ReadTensors(json);
        }
        catch (JsonException e)
        {
            throw error.Because(
                $"has a header that is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine}); is the file damaged?", e);
        }
        catch (InvalidOperationException e)
        {
            // The one thing that the JSON reader reports so, given the token types checked here.
            throw error.Because($"has a header with text that is not valid Unicode; is the file damaged?", e);
        }

        header.CheckPlaces(dataLength);
        return header;
    }

    private void ReadTensors(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name == SafetensorsTypes.MetadataName)
                ReadMetadata(ref reader);
            else if (!_entries.TryAdd(name, ReadTensor(ref reader, name)))
                throw _error.Because($"names tensor {FileError.Quote(name)} twice; give each tensor its own name");
        }

        // What follows the object is padding; the reader refuses anything else.
        while (reader.Read())
            continue;
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (_metadata is not null)
            throw _error.Because($"has '__metadata__' twice; merge the two maps");
        if (reader.TokenType != JsonTokenType.StartObject)
            throw _error.Because($"has '__metadata__' that is {Kind(reader.TokenType)}, not an object; write a map of strings");
        _metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                throw _error.Because(
                    $"has metadata {FileError.Quote(key)} that is {Kind(reader.TokenType)}, not a string; write it as text");
            if (!_metadata.TryAdd(key, reader.GetString()!))
                throw _error.Because($"has metadata {FileError.Quote(key)} twice; give each its own key");
        }
    }

    private SafetensorsEntry ReadTensor(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Bad(name, $"is {Kind(reader.TokenType)}, not an object; write its dtype, shape and data_offsets");
        string? dtype = null;
        long[]? shape = null;
        long[]? offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("dtype"u8))
                dtype = dtype is null ? ReadDtype(ref reader, name) : throw Twice(name, "dtype");
            else if (reader.ValueTextEquals("shape"u8))
                shape = shape is null ? ReadNumbers(ref reader, name, "shape") : throw Twice(name, "shape");
            else if (reader.ValueTextEquals("data_offsets"u8))
                offsets = offsets is null ? ReadNumbers(ref reader, name, "data_offsets") : throw Twice(name, "data_offsets");
            else
                throw Bad(name, $"has the unknown key {FileError.Quote(reader.GetString()!)}; keep dtype, shape and data_offsets only");
        }

        return Check(
            name,
            dtype ?? throw Missing(name, "dtype"),
            shape ?? throw Missing(name, "shape"),
            offsets ?? throw Missing(name, "data_offsets"));
    }

    private string ReadDtype(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
            throw Bad(name, $"has a dtype that is {Kind(reader.TokenType)}, not a string; use one of {SafetensorsTypes.Known}");
        var dtype = reader.GetString()!;
        if (SafetensorsTypes.SizeOf(dtype) == 0)
            throw Bad(name, $"has the unknown dtype {FileError.Quote(dtype)}; use one of {SafetensorsTypes.Known}");
        return dtype;
    }

    private long[] ReadNumbers(ref Utf8JsonReader reader, string name, string key)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Bad(name, $"has {key} that is {Kind(reader.TokenType)}, not an array; write a list of integers");
        Span<long> numbers = stackalloc long[SafetensorsTypes.HighestRank];
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number)
                throw Bad(name, $"has {Kind(reader.TokenType)} in {key}; write a list of integers");
            if (count == numbers.Length)
                throw Bad(name, $"has more than {numbers.Length} numbers in {key}; merge dimensions");
            if (!reader.TryGetInt64(out numbers[count]))
                throw Bad(name, $"has a number in {key} that is not a 64-bit integer; is the file damaged?");
            if (numbers[count] < 0)
                throw Bad(name, $"has {numbers[count]} in {key}; use 0 or more");
            count++;
        }

        return numbers[..count].ToArray();
    }

    private SafetensorsEntry Check(string name, string dtype, long[] shape, long[] offsets)
    {
        if (offsets.Length != 2)
            throw Bad(name, $"has {offsets.Length} data_offsets, not 2; write its begin and end");
        var (begin, end) = (offsets[0], offsets[1]);
        if (begin > end)
            throw Bad(name, $"begins at {begin} after its end {end}; is the file damaged?");
        if (!SafetensorsTypes.TryLength(shape, SafetensorsTypes.SizeOf(dtype), out var length))
            throw Bad(name, $"of shape {SafetensorsTypes.Display(shape)} has more bytes than 64 bits count; is the file damaged?");
        if (length != end - begin)
            throw Bad(
                name,
                $"of {dtype} {SafetensorsTypes.Display(shape)} takes {length} bytes, its data_offsets hold {end - begin}; is the file damaged?");
        return new SafetensorsEntry(name, dtype, shape, begin, length);
    }

    private void CheckPlaces(long dataLength)
    {
        InOrder = [.. _entries.Values];
        Array.Sort(InOrder, static (a, b) => (a.Offset, a.Length).CompareTo((b.Offset, b.Length)));
        var end = 0L;
        var previous = "";
        foreach (var entry in InOrder)
        {
            if (entry.Offset + entry.Length > dataLength)
                throw Bad(
                    entry.Name,
                    $"ends at {entry.Offset + entry.Length}, the data at {dataLength}; is the download complete?");
            if (entry.Offset < end)
                throw Bad(entry.Name, $"begins at {entry.Offset} inside tensor {FileError.Quote(previous)}, which ends at {end}; is the file damaged?");
            if (entry.Offset > end)
                throw Bad(entry.Name, $"begins at {entry.Offset} after a hole from {end}; is the file damaged?");
            (end, previous) = (entry.Offset + entry.Length, entry.Name);
        }

        if (end != dataLength)
            throw _error.Because($"has {dataLength - end} bytes after the last tensor; is the file damaged?");
    }

    private InvalidDataException Twice(string name, string key) =>
        Bad(name, $"has {key} twice; write it once");

    private InvalidDataException Missing(string name, string key) =>
        Bad(name, $"has no {key}; write its dtype, shape and data_offsets");

    private InvalidDataException Bad(string name, FormattableString fact) =>
        _error.Because($"tensor {FileError.Quote(name)} {FormattableString.Invariant(fact)}");

    private static string Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "a boolean",
    };
}
