using System.Numerics;

namespace Autograd.Ilgpu.Memory;

/// <summary>The slabs of pieces of one size, and the pieces that wait for their next use.</summary>
/// <param name="bytes">A piece's size, as <see cref="Round"/> gives it.</param>
internal sealed class SizeClass(long bytes)
{
    /// <summary>The smallest piece, which is also what devices want memory aligned to.</summary>
    private const long Alignment = 256;

    /// <summary>Above this, a piece has a slab to itself.</summary>
    private const long LargestShared = 512 << 10;

    private const long SharedSlab = 2 << 20;
    private const int MostPieces = 64;

    private readonly Stack<IlgpuStorage> _free = new();
    private readonly List<Slab> _slabs = [];

    /// <summary>A piece's size.</summary>
    public long Bytes => bytes;

    /// <summary>A slab's size.</summary>
    public long SlabBytes => bytes > LargestShared ? bytes : bytes * Math.Min(MostPieces, SharedSlab / bytes);

    /// <summary>
    /// The size of the piece that holds so many bytes: the next of a quarter, or above 1 MiB an eighth, of a power of two, so that
    /// at most a fifth, or a ninth, of a piece is of no use, and of 256 bytes at least.
    /// </summary>
    public static long Round(long bytes)
    {
        if (bytes <= Alignment)
            return Alignment;
        var below = 63 - BitOperations.LeadingZeroCount((ulong)(bytes - 1));
        var step = Math.Max(Alignment, 1L << (below - (bytes > 1 << 20 ? 3 : 2)));
        return (bytes + step - 1) / step * step;
    }

    /// <summary>A piece that waits, or null.</summary>
    public IlgpuStorage? TryTake()
    {
        if (!_free.TryPop(out var storage))
            return null;
        storage.Block.Slab.InUse++;
        return storage;
    }

    /// <summary>Takes a piece back.</summary>
    public void Give(IlgpuStorage storage)
    {
        storage.Block.Slab.InUse--;
        _free.Push(storage);
    }

    /// <summary>Cuts a new slab.</summary>
    public void Add(Slab slab, IlgpuBackend backend)
    {
        _slabs.Add(slab);
        for (var start = slab.Memory.Length - bytes; start >= 0; start -= bytes)
            _free.Push(new IlgpuStorage(backend, new DeviceBlock(slab, start, bytes)));
    }

    /// <summary>Gives slabs without a piece in use back.</summary>
    /// <returns>Their bytes.</returns>
    public long Trim()
    {
        if (!_slabs.Exists(static slab => slab.InUse == 0))
            return 0;
        var kept = _free.Where(static storage => storage.Block.Slab.InUse > 0).ToArray();
        foreach (var storage in _free)
        {
            if (storage.Block.Slab.InUse == 0)
                storage.Forget();
        }

        _free.Clear();
        for (var i = kept.Length - 1; i >= 0; i--)
            _free.Push(kept[i]);
        return Free(static slab => slab.InUse == 0);
    }

    /// <summary>Gives everything back, in use or not.</summary>
    /// <returns>The bytes.</returns>
    public long Dispose()
    {
        foreach (var storage in _free)
            storage.Forget();
        _free.Clear();
        return Free(static _ => true);
    }

    private long Free(Predicate<Slab> which)
    {
        long freed = 0;
        foreach (var slab in _slabs.FindAll(which))
        {
            freed += slab.Memory.Length;
            slab.Memory.Dispose();
        }

        _slabs.RemoveAll(which);
        return freed;
    }
}
