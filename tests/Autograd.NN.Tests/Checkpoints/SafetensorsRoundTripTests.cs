using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Autograd.NN.Tests.Checkpoints;

public class SafetensorsRoundTripTests
{
    private static readonly string[] Dtypes = ["F64", "F32", "F16", "BF16", "I64", "I32", "I16", "I8", "U8", "BOOL"];

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        var tensors =
            from name in ArbMap.Default.GeneratorFor<NonNull<string>>()
            from dtype in Gen.Elements(Dtypes)
            from shape in Gen.ArrayOf(Gen.Choose(0, 4)).Resize(4)
            select (Name: name.Get, Dtype: dtype, Shape: shape);
        var files =
            from list in Gen.ArrayOf(tensors)
            from metadata in Gen.ArrayOf(ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get))
            select (Tensors: list, Metadata: metadata);

        Prop.ForAll(files.ToArbitrary(), file =>
        {
            var entries = file.Tensors
                .DistinctBy(tensor => tensor.Name, StringComparer.Ordinal)
                .Where(tensor => tensor.Name != "__metadata__" && SafetensorsEntry.IsWellFormed(tensor.Name))
                .Select(tensor => new SafetensorsEntry(tensor.Name, tensor.Dtype, Array.ConvertAll(tensor.Shape, d => (long)d)))
                .ToArray();
            var metadata = file.Metadata.Where(text => SafetensorsEntry.IsWellFormed(text)).Distinct(StringComparer.Ordinal).ToDictionary(text => text);
            Check(entries, metadata);
        }).Check(Config.QuickThrowOnFailure.WithReplay(20, 21).WithMaxTest(300).WithQuietOnSuccess(true));
    }

    [Fact]
    public void AWriteOfWhatWasReadIsTheSameFile()
    {
        SafetensorsEntry[] entries = [new("z", "F32", 2, 3), new("a", "BOOL", 5), new("e", "F64", 0), new("s", "I64")];
        var written = SafetensorsBytes.Write(entries, new Dictionary<string, string> { ["k"] = "v" }, i => Content(entries[i], i));

        using var reader = SafetensorsBytes.Open(written);
        var again = SafetensorsBytes.Write([.. reader.Entries], reader.Metadata, i => SafetensorsBytes.ReadAll(reader, reader.Entries[i].Name));

        Assert.Equal(written, again);
    }

    private static void Check(SafetensorsEntry[] entries, Dictionary<string, string> metadata)
    {
        var written = SafetensorsBytes.Write(entries, metadata, i => Content(entries[i], i));
        using var reader = SafetensorsBytes.Open(written);

        Assert.Equal(entries.Length, reader.Entries.Count);
        Assert.Equal(metadata, reader.Metadata);
        for (var i = 0; i < entries.Length; i++)
        {
            Assert.True(reader.TryGetEntry(entries[i].Name, out var read));
            Assert.Equal(entries[i].Dtype, read.Dtype);
            Assert.Equal(entries[i].Shape, read.Shape);
            Assert.Equal(Content(entries[i], i), SafetensorsBytes.ReadAll(reader, entries[i].Name));
        }
    }

    private static byte[] Content(SafetensorsEntry entry, int seed)
    {
        var bytes = new byte[entry.Length];
        new Random(seed).NextBytes(bytes);
        if (entry.Dtype == "BOOL")
            Array.ForEach(Enumerable.Range(0, bytes.Length).ToArray(), i => bytes[i] &= 1);
        return bytes;
    }
}
