using System.Collections.Concurrent;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace Autograd.Ilgpu.Memory;

/// <summary>
/// The pool of a device's memory, in sizes of powers of two. Asking the driver for memory is slow and may wait for all queued
/// work, so small storages are cut from slabs and nothing is ever given back. Its caller holds the backend's lock.
/// </summary>
internal sealed class DeviceMemory
{
    /// <summary>The smallest piece, which is also what devices want memory aligned to.</summary>
    private const int LeastBytes = 256;

    /// <summary>How much is asked for at once for pieces up to a sixteenth of it.</summary>
    private const long SlabBytes = 1 << 20;

    private readonly IlgpuBackend _backend;
    private readonly Accelerator _accelerator;
    private readonly Stack<IlgpuStorage>[] _released = new Stack<IlgpuStorage>[64];

    // Finalisers only write here. Work queued before is done before what is queued on the memory's next use.
    private readonly ConcurrentQueue<DeviceBlock> _abandoned = new();

    // A buffer that nothing refers to frees its memory, whose block may be on its way back from a storage's finaliser.
    private readonly List<MemoryBuffer> _buffers = [];
    private ArrayView<byte> _slab;

    public DeviceMemory(IlgpuBackend backend, Accelerator accelerator)
    {
        _backend = backend;
        _accelerator = accelerator;
        for (var i = 0; i < _released.Length; i++)
            _released[i] = new Stack<IlgpuStorage>();
    }

    /// <summary>Bytes got from the device.</summary>
    public long BytesReserved { get; private set; }

    /// <summary>Memory with unspecified content.</summary>
    public IlgpuStorage Allocate(DType dtype, long count)
    {
        while (_abandoned.TryDequeue(out var block))
            _released[block.SizeClass].Push(new IlgpuStorage(_backend, block));
        var bytes = Math.Max(LeastBytes, count * dtype.Size());
        var sizeClass = 64 - BitOperations.LeadingZeroCount((ulong)(bytes - 1));
        if (!_released[sizeClass].TryPop(out var storage))
            storage = new IlgpuStorage(_backend, new DeviceBlock(Cut(1L << sizeClass), sizeClass));
        storage.Begin(dtype, count);
        return storage;
    }

    /// <summary>Takes a storage back.</summary>
    /// <exception cref="InvalidOperationException">It is in the pool already.</exception>
    public void Release(IlgpuStorage storage)
    {
        if (storage.IsPooled)
            throw Errors.State("release", $"a storage of {storage.Bytes} bytes was released before", "release what an allocation gave once");
        storage.End();
        _released[storage.SizeClass].Push(storage);
    }

    /// <summary>Notes memory whose storage nobody refers to; from any thread, without the lock.</summary>
    public void Abandon(DeviceBlock block) => _abandoned.Enqueue(block);

    private ArrayView<byte> Cut(long bytes)
    {
        if (bytes > SlabBytes / 16)
            return Reserve(bytes);
        if (_slab.Length < bytes)
            _slab = Reserve(SlabBytes);
        var piece = _slab.SubView(0, bytes);
        _slab = _slab.SubView(bytes, _slab.Length - bytes);
        return piece;
    }

    private ArrayView<byte> Reserve(long bytes)
    {
        var buffer = _accelerator.Allocate1D<byte>(bytes);
        _buffers.Add(buffer);
        BytesReserved += bytes;
        return buffer.View;
    }
}
