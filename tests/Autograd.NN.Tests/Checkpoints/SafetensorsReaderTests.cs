using System.IO.Compression;
using System.Runtime.InteropServices;
using Xunit;

namespace Autograd.NN.Tests.Checkpoints;

public sealed class SafetensorsReaderTests : IDisposable
{
    private const string TwoTensors =
        """{"b":{"dtype":"F32","shape":[2],"data_offsets":[2,10]},"__metadata__":{"k":"v"},"a":{"dtype":"I16","shape":[],"data_offsets":[0,2]}}  """;

    private static readonly byte[] TwoTensorsData = [0x34, 0x12, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadsAFileLaidOutByHand()
    {
        using var reader = SafetensorsReader.Open(_folder.Write("w", SafetensorsBytes.File(TwoTensors, TwoTensorsData)));

        Assert.Equal(["a", "b"], reader.Entries.Select(entry => entry.Name));
        Assert.Equal("v", Assert.Single(reader.Metadata).Value);
        Assert.Equal("'b' F32 [2]", reader.Entries[1].ToString());
        Assert.Equal((2, 8, 4), (reader.Entries[1].Offset, reader.Entries[1].Length, reader.Entries[1].ElementSize));
        Assert.Empty(reader.Entries[0].Shape);
        Assert.Equal([0x1234], Elements<short>(reader, "a"));
        Assert.Equal([1f, -2f], Elements<float>(reader, "b"));
        Assert.False(reader.TryGetEntry("c", out _));
    }

    [Fact]
    public void ReadsPartsOfATensor()
    {
        using var reader = SafetensorsBytes.Open(SafetensorsBytes.File(TwoTensors, TwoTensorsData));
        var second = new byte[4];

        reader.Read(reader.Entries[1], 4, second);

        Assert.Equal(-2f, BitConverter.ToSingle(second));
    }

    [Fact]
    public void ABigEndianMachineGetsElementsInItsOrder()
    {
        using var reader = new SafetensorsReader(
            new MemoryStream(SafetensorsBytes.File(TwoTensors, TwoTensorsData)), "w", leaveOpen: false, reversed: true);

        Assert.Equal([0x12, 0x34], SafetensorsBytes.ReadAll(reader, "a"));
        Assert.Equal([0x3F, 0x80, 0, 0, 0xC0, 0, 0, 0], SafetensorsBytes.ReadAll(reader, "b"));
    }

    [Fact]
    public void AFileMayStandInsideAStream()
    {
        var stream = new MemoryStream([9, 9, 9, .. SafetensorsBytes.File(TwoTensors, TwoTensorsData)]) { Position = 3 };
        using (var reader = new SafetensorsReader(stream, "w", leaveOpen: true))
            Assert.Equal([1f, -2f], Elements<float>(reader, "b"));

        Assert.True(stream.CanRead);
    }

    [Fact]
    public void TensorsWithoutElementsStandAnywhere()
    {
        using var reader = SafetensorsBytes.Open(SafetensorsBytes.File(
            """{"x":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"none":{"dtype":"F64","shape":[1152921504606846975,0],"data_offsets":[2,2]},"first":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""",
            5, 6));

        Assert.Equal(["first", "x", "none"], reader.Entries.Select(entry => entry.Name));
        Assert.Equal([5, 6], SafetensorsBytes.ReadAll(reader, "x"));
        Assert.Empty(SafetensorsBytes.ReadAll(reader, "none"));
    }

    [Fact]
    public void AnEmptyFileOfTenBytesIsAFile()
    {
        using var reader = SafetensorsBytes.Open(SafetensorsBytes.File("{}"));

        Assert.Empty(reader.Entries);
        Assert.Empty(reader.Metadata);
    }

    [Fact]
    public void AStrayBoolIsReported()
    {
        using var reader = SafetensorsBytes.Open(SafetensorsBytes.File(
            """{"m":{"dtype":"BOOL","shape":[4],"data_offsets":[0,4]}}""", 0, 1, 7, 1));

        var whole = Assert.Throws<InvalidDataException>(() => SafetensorsBytes.ReadAll(reader, "m"));
        var part = Assert.Throws<InvalidDataException>(() => reader.Read(reader.Entries[0], 1, new byte[2]));

        Assert.Equal("safetensors: 'w.safetensors' tensor 'm' holds the byte 7 at 2, a BOOL is 0 or 1; is the file damaged?", whole.Message);
        Assert.Equal(whole.Message, part.Message);
    }

    [Fact]
    public void AFileThatShrinksIsReported()
    {
        var stream = new MemoryStream();
        stream.Write(SafetensorsBytes.File(TwoTensors, TwoTensorsData));
        stream.Position = 0;
        using var reader = new SafetensorsReader(stream, "w");
        stream.SetLength(stream.Length - 3);

        var e = Assert.Throws<InvalidDataException>(() => SafetensorsBytes.ReadAll(reader, "b"));

        Assert.Equal("safetensors: 'w' ended 3 bytes early; was it changed while it was read?", e.Message);
    }

    [Fact]
    public void MistakesOfTheCallerAreNamed()
    {
        using var reader = SafetensorsBytes.Open(SafetensorsBytes.File(TwoTensors, TwoTensorsData));
        var b = reader.Entries[1];

        Says("safetensors: tensor 'b' takes 8 bytes, the destination 7; give it exactly those", () => reader.Read(b, new byte[7]));
        Says("safetensors: tensor 'b' is not of this file; take it from this reader's Entries",
            () => reader.Read(new SafetensorsEntry("b", "F32", 2), new byte[8]));
        const string Cut = " are not whole elements of tensor 'b' of 8 bytes; read multiples of 4 inside it";
        Says("safetensors: 4 bytes from 2" + Cut, () => reader.Read(b, 2, new byte[4]));
        Says("safetensors: 3 bytes from 4" + Cut, () => reader.Read(b, 4, new byte[3]));
        Says("safetensors: 8 bytes from 4" + Cut, () => reader.Read(b, 4, new byte[8]));
        Says("safetensors: 4 bytes from -4" + Cut, () => reader.Read(b, -4, new byte[4]));
        Says("safetensors: the stream cannot read and seek; copy it to memory or a file first",
            () => new SafetensorsReader(new GZipStream(Stream.Null, CompressionMode.Decompress), "w").Dispose());

        static void Says(string message, Action action) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsRefusedIsClosed()
    {
        var path = _folder.Write("bad", [1, 2, 3]);

        Assert.Throws<InvalidDataException>(() => SafetensorsReader.Open(path));

        using var exclusive = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Throws<FileNotFoundException>(() => SafetensorsReader.Open(_folder["missing"]));
    }

    private static T[] Elements<T>(SafetensorsReader reader, string name)
        where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(SafetensorsBytes.ReadAll(reader, name)).ToArray();
}
