using System.Runtime.CompilerServices;
using Autograd.Backends.Cpu;
using Xunit;

namespace Autograd.Tests.Backends.Cpu;

[Collection(PoolCollection.Name)]
public class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(16)]
    public void EveryChunkRunsOnce(int threads)
    {
        using ThreadCount count = new(threads);
        foreach (int chunks in new[] { 0, 1, 2, 3, 17, 1000 })
        {
            for (int repeat = 0; repeat < 20; repeat++)
            {
                int[] runs = new int[chunks];
                WorkerPool.For(chunks, new CountRuns(runs));
                Assert.All(runs, r => Assert.Equal(1, r));
            }
        }
    }

    [Fact]
    public void AllThreadsTakePart()
    {
        using ThreadCount three = new(3);
        using Barrier barrier = new(3);
        int[] runs = new int[3];
        WorkerPool.For(3, new MeetAndCount(barrier, runs));
        Assert.Equal([1, 1, 1], runs);
    }

    [Fact]
    public void NoMoreThreadsThanAskedForTakePartAfterAChange()
    {
        using ThreadCount many = new(8);
        HashSet<int> ids = [];
        WorkerPool.For(64, new NoteThread(ids));
        AutogradOptions.Threads = 2;
        for (int i = 0; i < 50; i++)
        {
            ids.Clear();
            WorkerPool.For(64, new NoteThread(ids));
            Assert.InRange(ids.Count, 1, 2);
        }

        AutogradOptions.Threads = 1;
        ids.Clear();
        WorkerPool.For(64, new NoteThread(ids));
        Assert.Equal([Environment.CurrentManagedThreadId], ids);
    }

    [Fact]
    public void NestedCallsRunOnTheirCaller()
    {
        using ThreadCount four = new(4);
        int[] runs = new int[64];
        WorkerPool.For(8, new Nested(runs));
        Assert.All(runs, r => Assert.Equal(1, r));
    }

    [Fact]
    public void ConcurrentCallersAllFinish()
    {
        using ThreadCount four = new(4);
        Thread[] callers = new Thread[4];
        int[][] runs = new int[callers.Length][];
        for (int i = 0; i < callers.Length; i++)
        {
            int[] mine = runs[i] = new int[9];
            callers[i] = new Thread(() =>
            {
                for (int repeat = 0; repeat < 5000; repeat++)
                {
                    WorkerPool.For(mine.Length, new CountRuns(mine));
                }
            });
        }

        Array.ForEach(callers, c => c.Start());
        Array.ForEach(callers, c => c.Join());
        Assert.All(runs, r => Assert.All(r, n => Assert.Equal(5000, n)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void TheLowestFailedChunksExceptionIsThrownAfterAllHaveRun(int threads)
    {
        using ThreadCount count = new(threads);
        for (int repeat = 0; repeat < 20; repeat++)
        {
            int[] runs = new int[40];
            InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => WorkerPool.For(40, new Fails(runs)));
            Assert.Equal("chunk 7", e.Message);
            Assert.All(runs, r => Assert.Equal(1, r));
        }

        int[] after = new int[40];
        WorkerPool.For(40, new CountRuns(after));
        Assert.All(after, r => Assert.Equal(1, r));
    }

    [Fact]
    public void ACallAllocatesNothing()
    {
        using ThreadCount two = new(2);
        int[] runs = new int[8];
        CountRuns body = new(runs);
        WorkerPool.For(8, in body);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            WorkerPool.For(8, in body);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void TheCallersExecutionContextStaysOutOfTheWorkers()
    {
        AsyncLocal<string> ambient = new() { Value = "the caller's" };
        using ThreadCount six = new(6);
        using Barrier barrier = new(6);
        string?[] seen = new string?[6];
        int caller = Environment.CurrentManagedThreadId;
        WorkerPool.For(6, new SeeAmbient(barrier, ambient, seen, caller));
        Assert.Single(seen, s => s == "the caller's");
        Assert.Equal(5, seen.Count(s => s is null));
    }

    [Fact]
    public void ReferencesInTheBodySurviveCollections()
    {
        using ThreadCount four = new(4);
        for (int i = 0; i < 20; i++)
        {
            WorkerPool.For(16, new Collects(new int[16]));
        }
    }

    [Fact]
    public void WhileSeveralThreadsCallEachTakesItsPart()
    {
        using ThreadCount two = new(2);
        using ManualResetEventSlim taken = new();
        using ManualResetEventSlim seen = new();
        Thread holder = new(() => WorkerPool.For(2, new Holds(taken, seen)));
        holder.Start();
        Assert.True(taken.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));

        // The pool is the holder's, so this call does its chunks itself, and from then on two threads are shared by two callers.
        HashSet<int> ids = [];
        WorkerPool.For(64, new NoteThread(ids));
        Assert.Equal([Environment.CurrentManagedThreadId], ids);
        seen.Set();
        holder.Join();
        ids.Clear();
        WorkerPool.For(64, new NoteThread(ids));
        Assert.Equal([Environment.CurrentManagedThreadId], ids);

        // Nobody else has called for a while: both threads are this one's again.
        Thread.Sleep(100);
        using Barrier barrier = new(2);
        int[] runs = new int[2];
        WorkerPool.For(2, new MeetAndCount(barrier, runs));
        Assert.Equal([1, 1], runs);
    }

    [Fact]
    public void NestedCallsAreNoOtherCallers()
    {
        using ThreadCount two = new(2);
        WorkerPool.For(8, new Nested(new int[64]));
        using Barrier barrier = new(2);
        int[] runs = new int[2];
        WorkerPool.For(2, new MeetAndCount(barrier, runs));
        Assert.Equal([1, 1], runs);
    }

    private readonly struct Holds(ManualResetEventSlim taken, ManualResetEventSlim seen) : IParallelBody
    {
        public void Invoke(int chunk)
        {
            taken.Set();
            Assert.True(seen.Wait(TimeSpan.FromSeconds(30), CancellationToken.None));
        }
    }

    private readonly struct CountRuns(int[] runs) : IParallelBody
    {
        public void Invoke(int chunk) => Interlocked.Increment(ref runs[chunk]);
    }

    private readonly struct MeetAndCount(Barrier barrier, int[] runs) : IParallelBody
    {
        public void Invoke(int chunk)
        {
            Assert.True(barrier.SignalAndWait(TimeSpan.FromSeconds(30)));
            Interlocked.Increment(ref runs[chunk]);
        }
    }

    private readonly struct NoteThread(HashSet<int> ids) : IParallelBody
    {
        public void Invoke(int chunk)
        {
            lock (ids)
            {
                ids.Add(Environment.CurrentManagedThreadId);
            }
        }
    }

    private readonly struct Nested(int[] runs) : IParallelBody
    {
        public void Invoke(int chunk)
        {
            HashSet<int> ids = [];
            WorkerPool.For(8, new NoteThread(ids));
            Assert.Equal([Environment.CurrentManagedThreadId], ids);
            WorkerPool.For(8, new Inner(runs, chunk * 8));
        }
    }

    private readonly struct Inner(int[] runs, int first) : IParallelBody
    {
        public void Invoke(int chunk) => Interlocked.Increment(ref runs[first + chunk]);
    }

    private readonly struct Fails(int[] runs) : IParallelBody
    {
        public void Invoke(int chunk)
        {
            Interlocked.Increment(ref runs[chunk]);
            if (chunk is 7 or 8 or 39)
            {
                throw new InvalidOperationException($"chunk {chunk}");
            }
        }
    }

    private readonly struct SeeAmbient(Barrier barrier, AsyncLocal<string> ambient, string?[] seen, int caller) : IParallelBody
    {
        public void Invoke(int chunk)
        {
            Assert.True(barrier.SignalAndWait(TimeSpan.FromSeconds(30)));
            seen[chunk] = ambient.Value;
            Assert.Equal(Environment.CurrentManagedThreadId == caller, ambient.Value is not null);
        }
    }

    private readonly struct Collects(int[] values) : IParallelBody
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Invoke(int chunk)
        {
            if (chunk % 4 == 0)
            {
                GC.Collect();
            }

            values[chunk] = new int[100].Length;
            Assert.Equal(100, values[chunk]);
        }
    }
}
