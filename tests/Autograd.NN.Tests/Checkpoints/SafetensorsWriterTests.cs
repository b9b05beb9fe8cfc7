using System.Text;
using Xunit;

namespace Autograd.NN.Tests.Checkpoints;

public sealed class SafetensorsWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheLayoutIsTheFormatsByteForByte()
    {
        var header =
            """{"__metadata__":{"a":"1","b":"ä\"\n"},"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"n+<é":{"dtype":"U8","shape":[],"data_offsets":[8,9]}}""";
        var padding = -Encoding.UTF8.GetByteCount(header) & 7;
        var expected = SafetensorsBytes.File(header + new string(' ', padding), 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 7);

        var written = SafetensorsBytes.Write(
            [new("w", "F32", 1, 2), new("n+<é", "U8")],
            new Dictionary<string, string> { ["b"] = "ä\"\n", ["a"] = "1" },
            i => i == 0 ? [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0] : [7]);

        Assert.Equal(expected, written);
        Assert.Equal(0, written.Length % 8 - 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("abc")]
    [InlineData("abcd")]
    [InlineData("abcde")]
    [InlineData("abcdef")]
    [InlineData("abcdefg")]
    public void TheDataBeginAtAMultipleOfEight(string name)
    {
        var written = SafetensorsBytes.Write([new(name, "U8", 0)], null, _ => []);

        Assert.Equal(0, written.Length % 8);
        Assert.True(written.Length < 16 + 64 + name.Length);
    }

    [Fact]
    public void NoTensorsAndNoMetadataMakeTheSmallestFile() =>
        Assert.Equal([8, 0, 0, 0, 0, 0, 0, 0, .. "{}      "u8], SafetensorsBytes.Write([], new Dictionary<string, string>(), _ => []));

    [Fact]
    public void ABigEndianMachineWritesTheSameFile()
    {
        var stream = new MemoryStream();
        SafetensorsWriter.Write(
            stream, [new("w", "F32", 20_000)], null, (_, sink) => sink.Write(Pattern(80_000)), reversed: true);

        var expected = Pattern(80_000);
        ByteOrder.Reverse(expected, 4);
        Assert.Equal(expected, stream.ToArray()[^80_000..]);
    }

    [Fact]
    public void ATensorComesInPieces()
    {
        var path = _folder["w"];
        SafetensorsWriter.Write(path, [new("a", "F32", 2), new("b", "I64", 1)], null, (i, sink) =>
        {
            Assert.Equal(i == 0 ? ("a", 0L, 8L) : ("b", 8L, 8L), (sink.Entry.Name, sink.Entry.Offset, sink.Remaining));
            if (i == 0)
                sink.Write([1, 2, 3, 4]);
            sink.Write(i == 0 ? [5, 6, 7, 8] : [9, 9, 9, 9, 9, 9, 9, 9]);
            Assert.Equal(0, sink.Remaining);
        });

        using var reader = SafetensorsReader.Open(path);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], SafetensorsBytes.ReadAll(reader, "a"));
    }

    [Fact]
    public void WritingDoesNotCopyTheWeights()
    {
        var weights = new byte[8 << 20];
        var before = GC.GetAllocatedBytesForCurrentThread();

        SafetensorsWriter.Write(_folder["w"], [new("w", "F32", 2 << 20)], null, (_, sink) => sink.Write(weights));

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 256 << 10);
    }

    [Theory]
    [InlineData(7, "safetensors: 7 bytes cut an element of tensor 'w'; write multiples of 4")]
    [InlineData(4, "safetensors: tensor 'w' takes 8 bytes, 4 were written; write exactly its elements")]
    [InlineData(12, "safetensors: tensor 'w' takes 8 bytes, 12 were written; write exactly its elements")]
    public void AWrongNumberOfBytesFailsAndTheOldFileStands(int bytes, string message)
    {
        _folder.Write("w", [1, 2, 3]);

        var e = Assert.Throws<InvalidOperationException>(() =>
            SafetensorsWriter.Write(_folder["w"], [new("w", "F32", 2)], null, (_, sink) => sink.Write(new byte[bytes])));

        Assert.Equal(message, e.Message);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["w"]));
        Assert.Equal(["w"], _folder.Names);
    }

    [Fact]
    public void AFailingCallbackLeavesTheOldFile()
    {
        _folder.Write("w", [1, 2, 3]);

        Assert.Throws<DivideByZeroException>(() => SafetensorsWriter.Write(
            _folder["w"], [new("w", "U8", 1 << 20), new("v", "U8", 1)], null, (i, sink) =>
            {
                sink.Write(new byte[sink.Entry.Length]);
                if (i == 1)
                    throw new DivideByZeroException();
            }));

        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["w"]));
        Assert.Equal(["w"], _folder.Names);
    }

    [Fact]
    public void WhatCannotBeWrittenIsRefusedBeforeAFileIsTouched()
    {
        Says("safetensors: two tensors are named 'w'; give each its own name", [new("w", "U8"), new("w", "U8")]);
        Says("safetensors: the tensors have more bytes than 64 bits count; split the file", [new("w", "U8", long.MaxValue), new("v", "U8", 1)]);
        Says("safetensors: metadata 'k' has half a surrogate pair; write well-formed text", [], new() { ["k"] = "\uD800" });
        Assert.Empty(_folder.Names);

        void Says(string message, SafetensorsEntry[] entries, Dictionary<string, string>? metadata = null) => Assert.StartsWith(
            message,
            Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(_folder["w"], entries, metadata, (_, _) => { })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void EntriesThatNoFileCanHoldAreRefused()
    {
        Says("safetensors: the name '__metadata__' is reserved; rename the tensor", () => new("__metadata__", "U8"));
        Says("safetensors: the name has half a surrogate pair; rename the tensor", () => new("a\uDC00", "U8"));
        Says("safetensors: 'w' has the unknown dtype 'C64'; use one of F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL", () => new("w", "C64"));
        Says("safetensors: 'w' has the dimension -1; use 0 or more", () => new("w", "U8", -1));
        Says("safetensors: 'w' of shape [9223372036854775807, 2] has more bytes than 64 bits count; split it", () => new("w", "U8", long.MaxValue, 2));
        Says("safetensors: 'w' has 65 dimensions, over the limit of 64; merge some", () => new("w", "U8", new long[65]));

        static void Says(string message, Func<SafetensorsEntry> make) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);
    }

    private static byte[] Pattern(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
