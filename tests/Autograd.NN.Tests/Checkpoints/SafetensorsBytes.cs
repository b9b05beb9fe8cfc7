using System.Buffers.Binary;
using System.Text;
using Xunit;

namespace Autograd.NN.Tests.Checkpoints;

/// <summary>Safetensors files laid out by hand, without the writer under test.</summary>
internal static class SafetensorsBytes
{
    public const string Name = "w.safetensors";

    public static byte[] File(string header, params ReadOnlySpan<byte> data) => File(Encoding.UTF8.GetBytes(header), data);

    public static byte[] File(ReadOnlySpan<byte> header, ReadOnlySpan<byte> data) =>
        File((ulong)header.Length, header, data);

    public static byte[] File(ulong statedLength, ReadOnlySpan<byte> header, ReadOnlySpan<byte> data)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, statedLength);
        return [.. length, .. header, .. data];
    }

    public static SafetensorsReader Open(byte[] file) => new(new MemoryStream(file), Name);

    public static byte[] Write(
        SafetensorsEntry[] entries, IReadOnlyDictionary<string, string>? metadata, Func<int, byte[]> content)
    {
        var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, entries, metadata, (i, sink) => sink.Write(content(i)));
        return stream.ToArray();
    }

    public static byte[] ReadAll(SafetensorsReader reader, string name)
    {
        Assert.True(reader.TryGetEntry(name, out var entry));
        var bytes = new byte[entry.Length];
        reader.Read(entry, bytes);
        return bytes;
    }
}
