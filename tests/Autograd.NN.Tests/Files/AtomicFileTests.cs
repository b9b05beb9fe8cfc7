using Xunit;

namespace Autograd.NN.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CreatesAndReplaces()
    {
        AtomicFile.Write(_folder["f"], stream => stream.Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["f"]));

        AtomicFile.Write(_folder["f"], stream => stream.Write([4]));
        Assert.Equal([4], File.ReadAllBytes(_folder["f"]));
        Assert.Equal(["f"], _folder.Names);
    }

    [Fact]
    public void TheOldFileStandsUntilTheNewIsWhole() => AtomicFile.Write(
        _folder.Write("f", [1, 2, 3]),
        stream =>
        {
            stream.Write(new byte[1 << 17]);
            Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["f"]));
            Assert.Equal(2, _folder.Names.Length);
        });

    [Fact]
    public void AFailureLeavesTheOldFileAndNothingElse()
    {
        _folder.Write("f", [1, 2, 3]);

        var failure = Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_folder["f"], stream =>
        {
            stream.Write(new byte[1 << 17]);
            throw new InvalidOperationException("no more");
        }));

        Assert.Equal("no more", failure.Message);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["f"]));
        Assert.Equal(["f"], _folder.Names);
    }

    [Fact]
    public void AFailingMoveLeavesNothing()
    {
        Directory.CreateDirectory(_folder["f"]);

        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(_folder["f"], stream => stream.Write([1])));

        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void AMissingFolderIsReported() =>
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(_folder["no/f"], stream => stream.Write([1])));
}
