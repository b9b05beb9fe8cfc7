#if ILGPU
using System.Runtime.CompilerServices;
using Autograd.Backends;
using Autograd.Ilgpu.Discovery;
using Autograd.Ilgpu.Memory;
using Xunit;

namespace Autograd.Ilgpu.Tests;

/// <summary>The pool of a device's memory, on a backend of the test's own.</summary>
public sealed class MemoryTests : IDisposable
{
    private readonly Lazy<IlgpuBackend> _backend = new(static () =>
        (IlgpuBackend)new IlgpuProvider(Device.IlgpuCpu.Kind, Finder.Cpu).Create(Device.IlgpuCpu));

    private DeviceMemory Memory => _backend.Value.Memory;

    public void Dispose()
    {
        if (_backend.IsValueCreated)
            _backend.Value.Dispose();
    }

    [Theory]
    [InlineData(0, 256)]
    [InlineData(1, 256)]
    [InlineData(256, 256)]
    [InlineData(257, 512)]
    [InlineData(1000, 1024)]
    [InlineData(1025, 1280)]
    [InlineData(4 * 64 * 784, 4 * 64 * 1024 * 7 / 8)]
    [InlineData((1 << 20) + 1, (1 << 20) + (1 << 17))]
    public void SizesAreRoundedToAFewClasses(long bytes, long piece) => Assert.Equal(piece, SizeClass.Round(bytes));

    [Fact]
    public void RoundingWastesAFifthAtMostAndKeepsTheAlignment()
    {
        for (long bytes = 257; bytes < 1L << 33; bytes += (bytes / 7) + 1)
        {
            var piece = SizeClass.Round(bytes);
            Assert.Equal(0, piece % 256);
            Assert.InRange(piece, bytes, Math.Max(bytes + 255, bytes * 5 / 4));
            Assert.Equal(piece, SizeClass.Round(piece));
            if (bytes > 1 << 20)
                Assert.True(piece - bytes <= piece / 9 + 1, $"{bytes} bytes take {piece}");
        }
    }

    [Fact]
    public void PiecesAreCutFromSlabsAlignedAndApart()
    {
        Accelerated.Require();
        var reservations = Memory.Reservations;
        var pieces = Enumerable.Range(0, 64).Select(_ => Memory.Allocate(DType.Float32, 100)).ToList();
        Assert.Equal(reservations + 1, Memory.Reservations);
        Assert.All(pieces, static piece => Assert.Equal(0, piece.Block.Offset % 256));
        Assert.Equal(64, pieces.Select(static piece => piece.Block.Offset).Distinct().Count());
        pieces.Add(Memory.Allocate(DType.Float32, 100));
        Assert.Equal(reservations + 2, Memory.Reservations);
        GC.KeepAlive(pieces);
    }

    [Fact]
    public void WhatComesBackIsReusedAndCounted()
    {
        Accelerated.Require();
        var before = Memory.Statistics;
        var first = Memory.Allocate(DType.Float32, 1 << 20);
        var second = Memory.Allocate(DType.Float64, 1 << 10);
        Assert.Equal(before.BytesLive + (4 << 20) + (8 << 10), Memory.Statistics.BytesLive);
        Memory.Release(first);
        Assert.Equal(before.BytesLive + (8 << 10), Memory.Statistics.BytesLive);
        Assert.Equal(before.BytesLive + (4 << 20) + (8 << 10), Memory.Statistics.BytesPeak);
        Assert.Same(first, Memory.Allocate(DType.Int32, 1 << 20));
        Memory.Release(second);
        Memory.Release(first);
        _backend.Value.ResetPeak();
        Assert.Equal(Memory.Statistics.BytesLive, Memory.Statistics.BytesPeak);
        Assert.Equal(Memory.BytesReserved, Memory.Statistics.BytesLive + Memory.Statistics.BytesPooled);
    }

    [Fact]
    public void TrimmingGivesWholeSlabsBack()
    {
        Accelerated.Require();
        var before = Memory.BytesReserved;
        var pieces = Enumerable.Range(0, 65).Select(_ => Memory.Allocate(DType.Float32, 1000)).ToArray();
        var large = Memory.Allocate(DType.Float32, 1 << 20);
        foreach (var piece in pieces[1..])
            Memory.Release(piece);
        Memory.Release(large);
        _backend.Value.TrimMemory();

        // The slab with the one piece in use stays; every other one is gone.
        Assert.Equal(before + (64 * SizeClass.Round(4000)), Memory.BytesReserved);
        Assert.False(pieces[0].IsPooled);
        Memory.Release(pieces[0]);
        Assert.Same(pieces[0], Memory.Allocate(DType.Float32, 1000));
    }

    [Fact]
    public void WhatNobodyRefersToComesBackFromAnyThread()
    {
        Accelerated.Require();
        var before = Memory.Statistics.BytesLive;
        var reserved = Memory.BytesReserved;
        for (var i = 0; i < 8; i++)
        {
            Drop(Memory);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(before, Memory.Statistics.BytesLive);
        Assert.Equal(reserved + (4 << 20), Memory.BytesReserved);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Drop(DeviceMemory memory) => memory.Allocate(DType.Float32, 1 << 20);
    }

    [Fact]
    public void ThreadsMayAllocateAndReleaseAtOnce()
    {
        Accelerated.Require();
        var before = _backend.Value.MemoryStatistics.BytesLive;
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 200; i++)
            {
                var storage = _backend.Value.Allocate(DType.Float32, 64 << (i % 5), pooled: true);
                Assert.True(storage.Bytes >= storage.Count * 4);
                _backend.Value.Release(storage);
            }
        });
        Assert.Equal(before, _backend.Value.MemoryStatistics.BytesLive);
    }

    [Fact]
    public void PooledMemoryOfOtherSizesIsGivenBackBeforeGivingUp()
    {
        Accelerated.Require();
        Memory.Limit = Memory.BytesReserved + (4 << 20);
        Memory.Release(Memory.Allocate(DType.Float32, 1 << 20));
        var other = Memory.Allocate(DType.Float32, 7 << 17);
        Assert.Equal(7 << 19, other.Bytes);
    }

    [Fact]
    public void WithoutMemoryTheErrorSaysWhatIsAskedForAndThere()
    {
        Accelerated.Require();
        Memory.Limit = Memory.BytesReserved + (1 << 20);
        var error = Assert.Throws<DeviceMemoryException>(() => Memory.Allocate(DType.Float32, 1 << 20));
        Assert.StartsWith("allocate: ilgpu-cpu has no 4.0 MiB left, 256 bytes are in use", error.Message, StringComparison.Ordinal);
        Assert.Contains("no tape holds any of it", error.Message, StringComparison.Ordinal);

        // The pool is as before.
        Assert.Equal(1 << 20, Memory.Allocate(DType.Float32, 1 << 18).Bytes);
    }

    [Fact]
    public void WithoutMemoryTheErrorListsTheLargestOfTheTape()
    {
        Accelerated.Require();
        var memory = ((IlgpuBackend)BackendRegistry.Get(Device.IlgpuCpu)).Memory;
        try
        {
            using var tape = new Tape();
            var x = Variable.Ones([64, 4], device: Device.IlgpuCpu).WithGrad();
            var y = x.Expand([32, 64, 4]).Contiguous();
            var z = y.Sum();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Devices.TrimMemory(Device.IlgpuCpu);
            IlgpuDevices.LimitMemory(Device.IlgpuCpu, memory.BytesReserved);
            var error = Assert.Throws<DeviceMemoryException>(() => Variable.Zeros([1 << 19], device: Device.IlgpuCpu));
            Assert.Contains("the largest results on the tape are copy [32, 64, 4] float32 of 32.0 KiB, leaf [64, 4] float32 of 1.0 KiB, ", error.Message, StringComparison.Ordinal);
            Assert.EndsWith("make the batch smaller, checkpoint, or close tapes and scopes earlier", error.Message, StringComparison.Ordinal);
            GC.KeepAlive(z);
        }
        finally
        {
            memory.Limit = long.MaxValue;
        }

        // The device goes on.
        Assert.Equal(4, Variable.Ones([4], device: Device.IlgpuCpu).Sum().Item<float>());
    }

    [Fact]
    public void DisposalGivesEverythingBackAndEndsTheBackend()
    {
        Accelerated.Require();
        var kept = Memory.Allocate(DType.Float32, 10);
        _backend.Value.Dispose();
        Assert.Equal(0, Memory.BytesReserved);
        var error = Assert.Throws<InvalidOperationException>(() => _backend.Value.Allocate(DType.Float32, 1, pooled: false));
        Assert.Equal("device: ilgpu-cpu was closed; go on with another device, or restart the program", error.Message);
        GC.KeepAlive(kept);
    }
}
#endif
