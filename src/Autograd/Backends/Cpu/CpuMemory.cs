using System.Runtime.InteropServices;
using Autograd.Tapes;

namespace Autograd.Backends.Cpu;

/// <summary>
/// The pool of the CPU's memory: each thread has bounded stacks of its own, and all share the rest. In a steady state nothing is
/// allocated, neither storage nor list.
/// </summary>
internal static unsafe class CpuMemory
{
    /// <summary>Small storages are cut from arrays of this many cache lines: pinned objects are costly to make one by one.</summary>
    private const int SlabLines = 256;

    /// <summary>The largest storage cut from a slab, so that one kept storage keeps at most sixteen times its size.</summary>
    private const int LargestSlabPart = 16;

    [ThreadStatic]
    private static CacheLine[]? _slab;

    [ThreadStatic]
    private static int _slabUsed;

    // Bytes that came from the collector for the pool, in use or not.
    private static long _reserved;

    /// <summary>Debugging: what is released is filled with 0xFF, which is NaN in every float type.</summary>
    public static bool PoisonOnRelease { get; set; }

    /// <summary>The same for what the calling thread releases.</summary>
    public static bool PoisonOnThread
    {
        get => ThreadContext.Here.Memory.Poisons;
        set => ThreadContext.Here.Memory.Poisons = value;
    }

    /// <summary>The counts now.</summary>
    public static MemoryStatistics Statistics
    {
        get
        {
            var (live, peak) = LiveLedger.Read();
            return new MemoryStatistics(live, Volatile.Read(ref _reserved) - live, peak);
        }
    }

    /// <summary>Memory with unspecified content.</summary>
    public static CpuStorage Allocate(DType dtype, long count, bool pooled) => Allocate(ThreadContext.Here, dtype, count, pooled);

    /// <summary>Memory with unspecified content, for who knows the calling thread.</summary>
    public static CpuStorage Allocate(ThreadContext here, DType dtype, long count, bool pooled)
    {
        var sizeClass = SizeClasses.Of(count * dtype.Size());
        CpuStorage? storage;
        if (!pooled)
        {
            storage = Make(sizeClass);
            storage.Begin(dtype, count, StorageState.Unpooled);
            return storage;
        }

        var front = here.Memory;
        storage = front.Take(sizeClass);
        if (storage is null)
        {
            storage = Make(sizeClass);
            Interlocked.Add(ref _reserved, storage.Capacity);
        }

        LiveLedger.Add(front, storage.Capacity);
        storage.Begin(dtype, count, StorageState.Lent);
        return storage;
    }

    /// <summary>Takes a storage back, whether it came from the pool or not.</summary>
    /// <exception cref="InvalidOperationException">It is in the pool already.</exception>
    public static void Release(CpuStorage storage) => Release(ThreadContext.Here, storage);

    /// <summary>Takes a storage back from who knows the calling thread.</summary>
    /// <exception cref="InvalidOperationException">It is in the pool already.</exception>
    public static void Release(ThreadContext here, CpuStorage storage)
    {
        var state = storage.State;
        if (state == StorageState.Pooled)
            throw Errors.State("release", $"a storage of {storage.Capacity} bytes was released before", "release what an allocation gave once");
        storage.End();
        var front = here.Memory;
        if (PoisonOnRelease || front.Poisons)
            NativeMemory.Fill(storage.Pointer<byte>(), (nuint)storage.Capacity, 0xFF);
        if (state == StorageState.Lent)
            LiveLedger.Add(front, -storage.Capacity);
        else
            Interlocked.Add(ref _reserved, storage.Capacity);
        front.Give(storage);
    }

    /// <summary>Stops counting a storage that was taken from the pool and will not come back.</summary>
    public static void Forget(CpuStorage storage)
    {
        LiveLedger.Add(ThreadContext.Here.Memory, -storage.Capacity);
        Interlocked.Add(ref _reserved, -storage.Capacity);
    }

    /// <summary>Leaves what the shared part and the calling thread keep to the collector.</summary>
    public static void Trim()
    {
        ThreadContext.Here.Memory.GiveAllBack();
        Interlocked.Add(ref _reserved, -MemoryBack.Clear());
    }

    private static CpuStorage Make(int sizeClass)
    {
        var lines = SizeClasses.Bytes(sizeClass) / CacheLine.Size;
        if (lines > LargestSlabPart)
            return OnArray(lines, sizeClass);

        // One line is lost to the alignment of the slab's start.
        if (_slab is null || _slabUsed + lines > SlabLines - 1)
        {
            _slab = GC.AllocateUninitializedArray<CacheLine>(SlabLines, pinned: true);
            _slabUsed = 0;
        }

        var storage = new CpuStorage(_slab, Aligned(_slab) + (_slabUsed * CacheLine.Size), sizeClass);
        _slabUsed += (int)lines;
        return storage;
    }

    private static CpuStorage OnArray(long lines, int sizeClass)
    {
        if (lines >= Array.MaxLength)
            throw Errors.Unsupported("allocate", $"{lines * CacheLine.Size} bytes are more than one array holds", "split the data");
        CacheLine[] memory;
        try
        {
            memory = GC.AllocateUninitializedArray<CacheLine>((int)lines + 1, pinned: true);
        }
        catch (OutOfMemoryException)
        {
            // What the pool keeps may be of other sizes only: let the collector have it and try once more.
            Trim();
            memory = GC.AllocateUninitializedArray<CacheLine>((int)lines + 1, pinned: true);
        }

        return new CpuStorage(memory, Aligned(memory), sizeClass);
    }

    private static byte* Aligned(CacheLine[] memory) =>
        (byte*)((Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0) + (CacheLine.Size - 1)) & ~(nint)(CacheLine.Size - 1));
}
