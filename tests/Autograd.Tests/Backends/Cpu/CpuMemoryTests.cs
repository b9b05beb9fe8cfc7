using Autograd.Backends;
using Autograd.Backends.Cpu;
using Xunit;

namespace Autograd.Tests.Backends.Cpu;

/// <summary>The pool of the CPU's memory.</summary>
[Collection(PoolCollection.Name)]
public class CpuMemoryTests
{
    [Fact]
    public void SizeClassesHoldWhatTheyAreFor()
    {
        var last = -1;
        for (long bytes = 0; bytes < 1 << 40; bytes = (bytes * 17 / 16) + 1)
        {
            var sizeClass = SizeClasses.Of(bytes);
            Assert.True(SizeClasses.Bytes(sizeClass) >= bytes);
            Assert.True(sizeClass == 0 || SizeClasses.Bytes(sizeClass - 1) < bytes);
            Assert.InRange(sizeClass, last, last + 1 + (bytes < 1000 ? 0 : 1));
            last = sizeClass;
        }
    }

    [Fact]
    public void ReleasedMemoryComesBackUnderAnotherName()
    {
        var first = CpuMemory.Allocate(DType.Float32, 1000, pooled: true);
        var generation = first.Generation;
        CpuMemory.Release(first);
        Assert.Equal(generation + 1, first.Generation);
        var second = CpuMemory.Allocate(DType.Int64, 490, pooled: true);
        Assert.Same(first, second);
        Assert.Equal(DType.Int64, second.DType);
        Assert.Equal(490, second.Count);
        Assert.Equal(490, second.Span<long>().Length);
        CpuMemory.Release(second);
    }

    [Fact]
    public void ReleasingTwiceIsAnError()
    {
        var storage = CpuMemory.Allocate(DType.Float32, 1000, pooled: true);
        CpuMemory.Release(storage);
        var error = Assert.Throws<InvalidOperationException>(() => CpuMemory.Release(storage));
        Assert.Equal("release: a storage of 4096 bytes was released before; release what an allocation gave once", error.Message);
    }

    [Fact]
    public unsafe void EveryStorageIsAlignedAndApartFromOthers()
    {
        var random = new Random(1);
        var storages = new List<CpuStorage>();
        for (var i = 0; i < 300; i++)
            storages.Add(CpuMemory.Allocate(DType.Bool, random.Next(3000), pooled: random.Next(2) == 0));
        for (var i = 0; i < storages.Count; i++)
        {
            Assert.Equal(0, (nint)storages[i].Pointer<byte>() % 64);
            new Span<byte>(storages[i].Pointer<byte>(), (int)storages[i].Bytes).Fill((byte)i);
        }

        GC.Collect();
        for (var i = 0; i < storages.Count; i++)
            Assert.False(new Span<byte>(storages[i].Pointer<byte>(), (int)storages[i].Bytes).ContainsAnyExcept((byte)i));
        storages.ForEach(CpuMemory.Release);
    }

    [Fact]
    public void UnpooledStoragesMayBeReleasedIntoThePool()
    {
        var storage = CpuMemory.Allocate(DType.Float32, 777, pooled: false);
        var before = CpuMemoryPool.Statistics;
        CpuMemory.Release(storage);
        var after = CpuMemoryPool.Statistics;
        Assert.Equal(before.BytesLive, after.BytesLive);
        Assert.Equal(before.BytesPooled + storage.Bytes, after.BytesPooled);
        Assert.Same(storage, CpuMemory.Allocate(DType.Float32, 777, pooled: true));
        CpuMemory.Release(storage);
    }

    [Fact]
    public void CountsAndPeakFollowWhatIsInUse()
    {
        CpuMemoryPool.ResetPeak();
        var before = CpuMemoryPool.Statistics;
        Assert.Equal(before.BytesLive, before.BytesPeak);
        var small = CpuMemory.Allocate(DType.Bool, 64, pooled: true);
        var large = CpuMemory.Allocate(DType.Bool, 1 << 20, pooled: true);
        Assert.Equal(before.BytesLive + 64 + (1 << 20), CpuMemoryPool.Statistics.BytesLive);
        CpuMemory.Release(large);
        Assert.Equal(before.BytesLive + 64, CpuMemoryPool.Statistics.BytesLive);
        Assert.Equal(before.BytesLive + 64 + (1 << 20), CpuMemoryPool.Statistics.BytesPeak);
        small.LeaveToCollector();
        Assert.Equal(before.BytesLive, CpuMemoryPool.Statistics.BytesLive);
        CpuMemoryPool.Trim();
        Assert.True(CpuMemoryPool.Statistics.BytesPooled < before.BytesPooled + (1 << 20));
    }

    [Fact]
    public void WhatADeadThreadTookIsCountedAllTheTime()
    {
        for (var round = 0; round < 20; round++)
        {
            var before = CpuMemoryPool.Statistics.BytesLive;
            CpuStorage? left = null;
            var thread = new Thread(() => left = CpuMemory.Allocate(DType.Bool, 100_000, pooled: true));
            thread.Start();
            thread.Join();
            CpuMemoryPool.ResetPeak();
            for (var i = 0; i < 20; i++)
            {
                var now = CpuMemoryPool.Statistics;
                Assert.Equal(before + left!.Bytes, now.BytesLive);
                Assert.Equal(now.BytesLive, now.BytesPeak);
                if (i == 2)
                    GC.Collect();
            }

            GC.WaitForPendingFinalizers();
            CpuMemory.Release(left!);
            Assert.Equal(before, CpuMemoryPool.Statistics.BytesLive);
        }
    }

    [Fact]
    public void SteadyStateAllocatesNothing()
    {
        var storages = new CpuStorage[2000];
        for (var round = 0; round < 4; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < storages.Length; i++)
                storages[i] = CpuMemory.Allocate(DType.Float32, i % 500, pooled: true);
            foreach (var storage in storages)
                CpuMemory.Release(storage);
            if (round > 1)
                Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    [Fact]
    public void ThreadsHandStoragesToEachOther()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var live = CpuMemoryPool.Statistics.BytesLive;
        var queue = new System.Collections.Concurrent.BlockingCollection<CpuStorage>(100);
        var giver = new Thread(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                var storage = CpuMemory.Allocate(DType.Int32, 16 + (i % 100), pooled: true);
                storage.Span<int>().Fill(i);
                queue.Add(storage, cancellation);
            }

            queue.CompleteAdding();
        });
        giver.Start();
        var next = 0;
        foreach (var storage in queue.GetConsumingEnumerable(cancellation))
        {
            Assert.False(storage.Span<int>().ContainsAnyExcept(next++));
            CpuMemory.Release(storage);
        }

        giver.Join();
        Assert.Equal(live, CpuMemoryPool.Statistics.BytesLive);
    }

    [Fact]
    public void PoisonMakesReleasedNumbersNaN()
    {
        CpuMemory.PoisonOnRelease = true;
        try
        {
            var storage = CpuMemory.Allocate(DType.Float32, 50, pooled: true);
            storage.Span<float>().Clear();
            CpuMemory.Release(storage);
            Assert.All(storage.Span<float>().ToArray(), v => Assert.True(float.IsNaN(v)));
        }
        finally
        {
            CpuMemory.PoisonOnRelease = false;
        }
    }
}
