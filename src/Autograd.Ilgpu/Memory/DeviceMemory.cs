using System.Collections.Concurrent;
using Autograd.Backends;
using ILGPU.Runtime;

namespace Autograd.Ilgpu.Memory;

/// <summary>
/// The pool of a device's memory. Asking the driver for memory is slow and may wait for all queued work, so storages are cut
/// from slabs of equal pieces and kept for reuse by size. Work is queued in order, so memory may serve anew at once when it
/// comes back: what is queued on it later runs later. The caller holds the backend's lock.
/// </summary>
internal sealed class DeviceMemory(IlgpuBackend backend, Accelerator accelerator, Transfers transfers) : IDisposable
{
    private readonly Dictionary<long, SizeClass> _classes = [];

    // Finalisers only write here: nothing is freed while it may be in use, and no lock is taken.
    private readonly ConcurrentQueue<DeviceBlock> _abandoned = new();
    private long _live;
    private long _peak;

    /// <summary>Bytes got from the driver and not given back.</summary>
    public long BytesReserved { get; private set; }

    /// <summary>How often the driver was asked.</summary>
    public long Reservations { get; private set; }

    /// <summary>The most bytes to get from the driver; the device's own limit is below it or above.</summary>
    public long Limit { get; set; } = long.MaxValue;

    /// <summary>What the pool holds.</summary>
    public MemoryStatistics Statistics
    {
        get
        {
            TakeAbandoned();
            return new MemoryStatistics(_live, BytesReserved - _live, _peak);
        }
    }

    /// <summary>Begins a new peak at what is in use now.</summary>
    public void ResetPeak()
    {
        TakeAbandoned();
        _peak = _live;
    }

    /// <summary>Memory with unspecified content.</summary>
    /// <exception cref="DeviceMemoryException">Neither the pool nor the driver has that much.</exception>
    public IlgpuStorage Allocate(DType dtype, long count)
    {
        TakeAbandoned();
        var bytes = SizeClass.Round(count * dtype.Size());
        if (!_classes.TryGetValue(bytes, out var sizes))
            _classes[bytes] = sizes = new SizeClass(bytes);
        var storage = sizes.TryTake() ?? Grow(sizes);
        storage.Begin(dtype, count);
        _live += bytes;
        _peak = Math.Max(_peak, _live);
        return storage;
    }

    /// <summary>Takes a storage back.</summary>
    /// <exception cref="InvalidOperationException">It is in the pool already.</exception>
    public void Release(IlgpuStorage storage)
    {
        if (storage.IsPooled)
            throw Errors.State("release", $"a storage of {storage.Bytes} bytes was released before", "release what an allocation gave once");
        storage.End();
        _live -= storage.Bytes;
        storage.Block.Sizes.Give(storage);
    }

    /// <summary>Notes memory whose storage nobody refers to; from any thread, without the lock.</summary>
    public void Abandon(DeviceBlock block) => _abandoned.Enqueue(block);

    /// <summary>Gives slabs of which no piece is in use back to the driver.</summary>
    public void Trim()
    {
        TakeAbandoned();

        // Queued work may still write to pieces that came back.
        transfers.Wait();
        foreach (var sizes in _classes.Values)
            BytesReserved -= sizes.Trim();
    }

    /// <summary>Gives all memory back to the driver.</summary>
    public void Dispose()
    {
        foreach (var sizes in _classes.Values)
            BytesReserved -= sizes.Dispose();
        _live = 0;
    }

    private IlgpuStorage Grow(SizeClass sizes)
    {
        if (TryReserve(sizes, out var failure))
            return sizes.TryTake()!;

        // Memory that only waits for the collector, or lies in pieces of other sizes, is got back before giving up.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TakeAbandoned();
        if (sizes.TryTake() is { } storage)
            return storage;
        Trim();
        return TryReserve(sizes, out failure) ? sizes.TryTake()! : throw OutOfMemory.Error(backend.Device, sizes.Bytes, Statistics, failure);
    }

    private bool TryReserve(SizeClass sizes, out Exception? failure)
    {
        failure = null;
        var bytes = sizes.SlabBytes;
        if (bytes > Limit - BytesReserved)
            return false;
        try
        {
            Reservations++;
            sizes.Add(new Slab(accelerator.Allocate1D<byte>(bytes), sizes), backend);
            BytesReserved += bytes;
            return true;
        }
        catch (Exception error) when (OutOfMemory.Is(error))
        {
            failure = error;
            return false;
        }
        catch (AcceleratorException error)
        {
            throw backend.Lost("allocate", error);
        }
    }

    private void TakeAbandoned()
    {
        while (_abandoned.TryDequeue(out var block))
        {
            _live -= block.Sizes.Bytes;
            block.Sizes.Give(new IlgpuStorage(backend, block));
        }
    }
}
