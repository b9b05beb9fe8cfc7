using System.Runtime.InteropServices;

namespace Autograd.Backends.Cpu;

/// <summary>
/// Elements in managed, pinned memory, aligned to a cache line. The pool hands the same object out again for another dtype and
/// count; <see cref="Storage.Generation"/> tells the Variables of the uses apart.
/// </summary>
internal sealed unsafe class CpuStorage : Storage
{
    // Held for the collector's sake only: small storages share an array, and none moves.
    private readonly CacheLine[] _memory;
    private readonly byte* _start;

    public CpuStorage(CacheLine[] memory, byte* start, int sizeClass)
    {
        _memory = memory;
        _start = start;
        SizeClass = sizeClass;
        Capacity = SizeClasses.Bytes(sizeClass);
    }

    /// <inheritdoc/>
    public override IBackend Backend => CpuBackend.Instance;

    /// <inheritdoc/>
    public override long Bytes => Capacity;

    /// <summary>The pool's class of sizes.</summary>
    public int SizeClass { get; }

    /// <summary>The bytes there are; what <see cref="Bytes"/> says, without a virtual call.</summary>
    public long Capacity { get; }

    /// <summary>Who answers for the memory.</summary>
    public StorageState State { get; private set; }

    /// <summary>The elements. Valid while the storage is reachable: whoever keeps only the pointer keeps the storage alive beside it.</summary>
    public T* Pointer<T>()
        where T : unmanaged => (T*)_start;

    /// <summary>The elements asked for.</summary>
    public Span<T> Span<T>()
        where T : unmanaged
    {
        // A span keeps an array alive, which a span of a bare address would not.
        var lines = MemoryMarshal.AsBytes(_memory.AsSpan());
        var first = (int)(_start - (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0));
        return MemoryMarshal.Cast<byte, T>(lines[first..])[..checked((int)Count)];
    }

    /// <summary>Begins a use.</summary>
    public void Begin(DType dtype, long count, StorageState state)
    {
        DType = dtype;
        Count = count;
        State = state;
    }

    /// <summary>Ends a use: every Variable on the storage is stale from here.</summary>
    public void End()
    {
        State = StorageState.Pooled;
        Retire();
    }

    /// <summary>A pooled storage that nobody will release any more; the collector frees it.</summary>
    internal override void LeaveToCollector()
    {
        if (State != StorageState.Lent)
            return;
        State = StorageState.Unpooled;
        CpuMemory.Forget(this);
    }
}
