using Xunit;

namespace Autograd.NN.Tests.Data;

public sealed class IdxFileTests : IDisposable
{
    private const string Incomplete = "; is the download complete?";

    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 253, 254, 255];

    /// <summary>A gzip header and the head of a stored block, for files that are cut inside the block.</summary>
    private static readonly byte[] StoredGzipOfTenBytes = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1, 10, 0, 245, 255];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<byte[], string> Bad => new()
    {
        { [], "ends inside its first 4 bytes" + Incomplete },
        { [0, 0, 8], "ends inside its first 4 bytes" + Incomplete },
        { [0x50, 0x4B, 3, 4], "begins with the bytes 0x50 0x4B, not with two zeros; is this an IDX file?" },
        { [0, 1, 8, 1], "begins with the bytes 0x00 0x01, not with two zeros; is this an IDX file?" },
        { [0, 0, 0x0D, 1, 0, 0, 0, 0], "has elements of type 0x0D, only 0x08 (unsigned byte) is read; convert it" },
        { [0, 0, 8, 0], "has no dimensions; is this an IDX file?" },
        { [0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0], "ends inside its 2 dimensions" + Incomplete },
        { [0, 0, 8, 1, 0x80, 0, 0, 0], "has 2147483648 as dimension 0, over the limit of 2147483647; is the file damaged?" },
        { [0, 0, 8, 2, 0, 1, 0, 0, 0, 0, 0x80, 0], "has over 2147483591 elements by dimension 1, more than an array holds; split the file" },
        { [0, 0, 8, 2, 0, 1, 0, 0, 0, 1, 0, 0], "has over 2147483591 elements by dimension 1, more than an array holds; split the file" },
        { [0, 0, 8, 1, 0x7F, 0, 0, 0, 9], "of [2130706432] takes 2130706432 bytes of elements, at most 1 follow" + Incomplete },
        { [0, 0, 8, 1, 0, 0, 0, 3, 1, 2], "of [3] takes 3 bytes of elements, at most 2 follow" + Incomplete },
        { [0, 0, 8, 1, 0, 0, 0, 1, 1, 2], "goes on after the 1 elements of [1]; is the file damaged?" },
        { [0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 9, 2], "goes on after the 0 elements of [0, 9]; is the file damaged?" },
        { TemporaryFolder.Gzip([0, 0, 8, 1, 0, 0, 0, 3, 1, 2]), "of [3] takes 3 bytes of elements, 2 follow" + Incomplete },
        { TemporaryFolder.Gzip([0, 0, 8, 1, 0, 0, 0, 1, 1, 2]), "goes on after the 1 elements of [1]; is the file damaged?" },
        { [0x1F, 0x8B, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], "holds damaged gzip data; is the download complete?" },
        { [0x1F, 0x8B, 8], "ends inside its gzip header; is the download complete?" },
        { [.. StoredGzipOfTenBytes, 0, 0, 8, 1], "unpacks to 4 bytes, its gzip trailer says 17301504; is the download complete? A file packed in parts must be packed in one" },
        { WrongChecksum(TemporaryFolder.Gzip(Images)), "holds damaged gzip data; is the download complete?" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadsImages(bool gzip)
    {
        var file = IdxFile.Read(gzip ? _folder.WriteGzip("f", Images) : _folder.Write("f", Images));

        Assert.Equal([2, 1, 3], file.Shape);
        Assert.Equal((2, 3), (file.Count, file.ItemLength));
        Assert.Equal([1, 2, 3, 253, 254, 255], file.Elements.ToArray());
        Assert.Equal([253, 254, 255], file.Item(1).ToArray());
    }

    [Fact]
    public void ReadsLabelsAndNothing()
    {
        var labels = IdxFile.Read(_folder.Write("f", [0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9]));
        var nothing = IdxFile.Read(_folder.Write("g", [0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 28]));

        Assert.Equal((3, 1, 9), (labels.Count, labels.ItemLength, labels.Item(2)[0]));
        Assert.Equal((0, 784, 0), (nothing.Count, nothing.ItemLength, nothing.Elements.Length));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void BadFilesAreRefused(byte[] bytes, string message)
    {
        var path = _folder.Write("f", bytes);
        Assert.Equal($"idx: '{path}' {message}", Assert.Throws<InvalidDataException>(() => IdxFile.Read(path)).Message);
    }

    [Fact]
    public void AClaimedSizeAllocatesNothing()
    {
        var path = _folder.Write("f", TemporaryFolder.Gzip([0, 0, 8, 1, 0x7F, 0, 0, 0, 9]));
        Assert.Throws<InvalidDataException>(() => IdxFile.Read(path));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => IdxFile.Read(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    [Fact]
    public void DamagedFilesAreReadOrRefused()
    {
        var random = new Random(4);
        var packed = TemporaryFolder.Gzip(Images);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = (byte[])(round % 2 == 0 ? Images : packed).Clone();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            var path = _folder.Write("f", bytes.AsSpan(0, bytes.Length - random.Next(2)));
            var refusal = Record.Exception(() =>
            {
                var file = IdxFile.Read(path);
                Assert.Equal(file.Elements.Length, file.Count * file.ItemLength);
            });
            Assert.True(refusal is null or InvalidDataException, refusal?.ToString());
        }
    }

    [Fact]
    public void AWrongItemIsNamed()
    {
        var file = IdxFile.Read(_folder.Write("f", Images));

        var e = Assert.Throws<ArgumentOutOfRangeException>(() => file.Item(2).Length);

        Assert.StartsWith("idx: there are 2 items; count from 0", e.Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => IdxFile.Read(_folder["missing"]));
    }

    private static byte[] WrongChecksum(byte[] gzip)
    {
        gzip[^8] ^= 1;
        return gzip;
    }
}
