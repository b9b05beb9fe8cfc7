using Xunit;

namespace Autograd.NN.Tests.Modules;

public class EmbeddingTests
{
    [Fact]
    public void RowsAreLookedUp()
    {
        var embedding = new Embedding(5, 3);
        var indices = Variable.From(new long[,] { { 4, 0 }, { 4, 2 } });
        var rows = embedding.Call(indices);

        Assert.Equal([2, 2, 3], rows.Shape);
        Assert.Equal(embedding.Weight.Value.IndexSelect(0, Variable.From([4L, 0, 4, 2])).ToArray<float>(), rows.ToArray<float>());
    }

    [Fact]
    public void TheTableIsStandardNormal()
    {
        var table = new Embedding(200, 100).Weight.Value.ToArray<float>();
        var mean = table.Average(v => (double)v);

        Assert.Equal(0, mean, 0.03);
        Assert.Equal(1, table.Average(v => (v - mean) * (v - mean)), 0.03);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-4)]
    public void ThePaddingRowIsZeroAndStaysSo(int paddingIndex)
    {
        var padded = new Embedding(5, 3, paddingIndex);
        var plain = new Embedding(5, 3);
        padded.Initialise(new RandomGenerator(1));
        plain.Initialise(new RandomGenerator(1));
        var (table, other) = (padded.Weight.Value.ToArray<float>(), plain.Weight.Value.ToArray<float>());

        Assert.Equal(1, padded.PaddingIndex);
        Assert.Equal([.. other[..3], 0, 0, 0, .. other[6..]], table);

        using (var tape = new Tape())
            padded.Call(Variable.From([1L, 0, 1, 3])).Sum().Backward();
        Assert.Equal([1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0], padded.Weight.Grad!.ToArray<float>());
    }

    [Fact]
    public void ATableFirstUsedUnderATapeOutlivesIt()
    {
        var embedding = new Embedding(3, 2, 0);
        using (var tape = new Tape())
            embedding.Call(Variable.From([1L])).Sum().Backward();
        Assert.Equal([0, 0], embedding.Weight.Value[0].ToArray<float>());
    }

    [Fact]
    public void RepeatedRowsAddUp()
    {
        var embedding = new Embedding(3, 2);
        using (var tape = new Tape())
            embedding.Call(Variable.From([2, 0, 2])).Sum().Backward();
        Assert.Equal([1, 1, 0, 0, 2, 2], embedding.Weight.Grad!.ToArray<float>());
    }

    [Fact]
    public void AnotherInitialiserIsUsed() =>
        Assert.Equal([7, 7, 0, 0], new Embedding(2, 2, 1, Initialisers.Constant(7)).Weight.Value.ToArray<float>());

    [Fact]
    public void ItSaysWhatItIs()
    {
        Assert.Equal("Embedding(5 × 3)", new Embedding(5, 3).ToString());
        Assert.Equal("Embedding(5 × 3, padding row 4)", new Embedding(5, 3, -1).ToString());
    }

    [Fact]
    public void SizesAreChecked()
    {
        Assert.Equal("Embedding: 0 rows, 3 features; give 1 or more", Assert.Throws<ArgumentException>(() => new Embedding(0, 3)).Message);
        Assert.Equal("Embedding: the padding index 5 is none of 5 rows; use -5 to 4", Assert.Throws<ArgumentException>(() => new Embedding(5, 3, 5)).Message);
        Assert.Equal(
            "embedding: the index 5 is outside an axis of length 5; use 0 to 4", Assert.Throws<ArgumentException>(() => new Embedding(5, 3).Call(Variable.From([5L]))).Message);
    }
}
