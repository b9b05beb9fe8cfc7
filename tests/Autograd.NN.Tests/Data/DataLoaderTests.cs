using Xunit;

namespace Autograd.NN.Tests.Data;

public class DataLoaderTests
{
    [Fact]
    public void BatchesHoldTheRowsOfTheOrder()
    {
        var x = Variable.Arange(30).Reshape(10, 3);
        var y = Variable.Arange(10, DType.Int64);
        var loader = new DataLoader([x, y], 4, seed: 3);
        var order = new BatchOrder(10, 4, seed: 3);

        for (var epoch = 0; epoch < 3; epoch++)
        {
            var rows = order.Epoch(epoch);
            var at = 0;
            foreach (var batch in loader.Epoch(epoch))
            {
                var expected = rows[at++].ToArray();
                var (inputs, targets) = batch;
                Assert.Equal(expected.Length, batch.Count);
                Assert.Equal(expected, batch.Indices.ToArray());
                Assert.Equal(expected.SelectMany(row => new[] { row * 3f, (row * 3f) + 1, (row * 3f) + 2 }), inputs.ToArray<float>());
                Assert.Equal(expected.Select(row => (long)row), targets.ToArray<long>());
            }

            Assert.Equal(3, at);
        }
    }

    [Theory]
    [InlineData(DType.Float64)]
    [InlineData(DType.Int32)]
    [InlineData(DType.Bool)]
    [InlineData(DType.Float16)]
    [InlineData(DType.BFloat16)]
    public void EveryTypeIsServed(DType dtype)
    {
        using var scope = new Scope();
        var x = Variable.From([1f, 0, 1, 1, 0]).To(dtype);
        var batch = new DataLoader([x], 3, shuffle: false).Epoch()[1];

        Assert.Equal([1f, 0], batch[0].To(DType.Float32).ToArray<float>());
    }

    [Fact]
    public void VariablesAreReusedAndNothingIsAllocated()
    {
        var loader = new DataLoader([Variable.Ones([100, 5]), Variable.Zeros([100], DType.Int64)], 32, seed: 1);
        var first = loader.Epoch(0)[0][0];
        Count(loader);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = Count(loader);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        Assert.Equal(100, count);
        Assert.Same(first, loader.Epoch(1)[1][0]);

        static int Count(DataLoader loader)
        {
            var count = 0;
            foreach (var batch in loader.Epoch(2))
                count += batch.Count;
            return count;
        }
    }

    [Fact]
    public void ABatchOverwrittenBeforeTheBackwardWalkIsAnError()
    {
        var loader = new DataLoader([Variable.Ones([4, 2])], 2);
        var w = Variable.Ones([1, 2]).WithGrad();
        var batches = loader.Epoch(0);
        using var tape = new Tape();

        var loss = batches[0][0].Linear(w).Sum();
        _ = batches[1];

        Assert.Contains("DataLoader", Assert.ThrowsAny<InvalidOperationException>(() => loss.Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BatchesUnderATapeAreTheirOwn()
    {
        var loader = new DataLoader([Variable.Ones([4, 2])], 2);
        using (var tape = new Tape())
            _ = loader.Epoch()[0];
        Assert.Equal(4, loader.Epoch()[0][0].Sum().Item<float>());
    }

    [Fact]
    public void WrongDataSetsAreRefused()
    {
        Assert.Equal("data_loader: there are no data sets; give inputs and targets", Error([]));
        Assert.Equal("data_loader: data sets of [4, 2] and [3]; give equally many rows along the first axis", Error([Variable.Ones([4, 2]), Variable.Ones([3])]));
        Assert.StartsWith("data_loader: a data set of [2, 4] on cpu is not contiguous", Error([Variable.Ones([4, 2]).T]), StringComparison.Ordinal);

        static string Error(Variable[] sources) => Assert.Throws<ArgumentException>(() => new DataLoader(sources, 2)).Message;
    }
}
