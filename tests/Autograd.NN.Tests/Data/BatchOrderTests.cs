using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Autograd.NN.Tests.Data;

public class BatchOrderTests
{
    [Fact]
    public void EveryItemComesOnceAnEpoch()
    {
        var cases =
            from count in Gen.Choose(0, 300)
            from size in Gen.Choose(1, 40)
            from seed in ArbMap.Default.GeneratorFor<ulong>()
            from epoch in Gen.Choose(0, int.MaxValue)
            from shuffle in ArbMap.Default.GeneratorFor<bool>()
            select (count, size, seed, epoch, shuffle);

        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var order = new BatchOrder(c.count, c.size, c.seed, c.shuffle);
            var batches = order.Epoch(c.epoch);
            Assert.Equal((c.count + c.size - 1) / c.size, batches.Count);
            for (var i = 0; i < batches.Count; i++)
                Assert.Equal(i < batches.Count - 1 || c.count % c.size == 0 ? c.size : c.count % c.size, batches[i].Length);
            Assert.Equal(Enumerable.Range(0, c.count), Items(order, c.epoch).Order());
        }).Check(Config.QuickThrowOnFailure.WithReplay(5, 7).WithMaxTest(300).WithQuietOnSuccess(true));
    }

    [Fact]
    public void DroppingTheLastLeavesWholeBatches()
    {
        var order = new BatchOrder(10, 4, seed: 1, dropLast: true);

        Assert.Equal(2, order.BatchCount);
        Assert.Equal(8, Items(order, 0).Distinct().Count());
    }

    [Fact]
    public void WithoutShuffleItemsComeInOrder()
    {
        var order = new BatchOrder(5, 2, seed: 1, shuffle: false);

        Assert.Equal([0, 1, 2, 3, 4], Items(order, 0));
        Assert.Equal([0, 1, 2, 3, 4], Items(order, 9));
    }

    [Fact]
    public void SeedAndEpochAloneDecideTheOrder()
    {
        var ahead = new BatchOrder(100, 7, seed: 42);
        var first = Items(ahead, 0);
        var fifth = Items(ahead, 5);

        Assert.Equal(fifth, Items(new BatchOrder(100, 32, seed: 42), 5));
        Assert.Equal(first, Items(ahead, 0));
        Assert.NotEqual(first, fifth);
        Assert.NotEqual(first, Items(new BatchOrder(100, 7, seed: 43), 0));
    }

    [Fact]
    public void TheOrderIsTheSameOnEveryMachineForEver()
    {
        // Computed by another program from the definition: SplitMix64, Lemire's multiplication, Fisher–Yates from the end.
        var order = new BatchOrder(10, 10, seed: 2024);

        Assert.Equal([2, 3, 9, 0, 5, 7, 1, 8, 4, 6], Items(order, 0));
        Assert.Equal([7, 9, 6, 5, 4, 1, 3, 2, 0, 8], Items(order, 1));
        Assert.Equal([5, 3, 8, 7, 6, 2, 4, 1, 0, 9], Items(new BatchOrder(10, 10, seed: ulong.MaxValue), long.MaxValue));
    }

    [Fact]
    public void NoTwoSeedsOrEpochsShareAnOrder()
    {
        var seen = new HashSet<string>();
        for (ulong seed = 0; seed < 40; seed++)
        {
            var order = new BatchOrder(60, 60, seed);
            for (var epoch = 0; epoch < 40; epoch++)
                Assert.True(seen.Add(string.Join(',', Items(order, epoch))));
        }
    }

    [Fact]
    public void EveryItemIsAsLikelyInEveryPlace()
    {
        const int Count = 8, Epochs = 40_000;
        var order = new BatchOrder(Count, Count, seed: 3);
        var places = new int[Count, Count];
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var items = order.Epoch(epoch)[0].Span;
            for (var place = 0; place < Count; place++)
                places[place, items[place]]++;
        }

        // χ² of 64 cells with 49 degrees of freedom; 94.6 is passed by chance once in ten thousand seeds, and the seed is fixed.
        const double Expected = (double)Epochs / Count;
        var chi = places.Cast<int>().Sum(n => (n - Expected) * (n - Expected) / Expected);
        Assert.InRange(chi, 20, 94.6);
    }

    [Fact]
    public void AllPermutationsAreAsLikely()
    {
        const int Epochs = 24_000;
        var order = new BatchOrder(4, 4, seed: 11);
        var counts = new Dictionary<string, int>();
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var key = string.Join(',', Items(order, epoch));
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.All(counts.Values, n => Assert.InRange(n, 850, 1150));
    }

    [Fact]
    public void EpochsAfterTheFirstAllocateNothing()
    {
        var order = new BatchOrder(1000, 32, seed: 1);
        Visit(order, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var epoch = 1; epoch < 50; epoch++)
            Visit(order, epoch);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static int Visit(BatchOrder order, int epoch)
        {
            var sum = 0;
            foreach (var batch in order.Epoch(epoch))
                sum += batch.Span[0];
            return sum;
        }
    }

    [Fact]
    public void ALastBatchThatPassesTheLargestIntegerIsCut()
    {
        var order = new BatchOrder(3, int.MaxValue, seed: 1);

        Assert.Equal(3, order.Epoch(0)[0].Length);
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Says<ArgumentOutOfRangeException>("batch order: the count is negative; give the number of items", () => new BatchOrder(-1, 1, 0));
        Says<ArgumentOutOfRangeException>("batch order: a batch has no items; give 1 or more", () => new BatchOrder(1, 0, 0));
        Says<ArgumentException>("batch order: 3 items in batches of 4 leave no whole batch; make batches smaller or keep the last", () => new BatchOrder(3, 4, 0, dropLast: true));
        var order = new BatchOrder(4, 2, seed: 0);
        Says<ArgumentOutOfRangeException>("batch order: the epoch is negative; count from 0", () => order.Epoch(-1));
        var first = order.Epoch(0);
        Says<ArgumentOutOfRangeException>("batch order: there are 2 batches; count from 0", () => first[2]);
        Says<ArgumentOutOfRangeException>("batch order: there are 2 batches; count from 0", () => first[-1]);
        order.Epoch(1);
        Says<InvalidOperationException>("batch order: epoch 0 was replaced by epoch 1; finish one before the next, or use two orders", () => first[0]);

        static void Says<T>(string message, Func<object> action)
            where T : Exception =>
            Assert.StartsWith(message, Assert.Throws<T>(action).Message, StringComparison.Ordinal);
    }

    private static int[] Items(BatchOrder order, long epoch)
    {
        var items = new List<int>();
        foreach (var batch in order.Epoch(epoch))
            items.AddRange(batch.Span);
        return [.. items];
    }
}
