using Autograd.Backends;
using ILGPU;

namespace Autograd.Ilgpu.Memory;

/// <summary>Elements in a device's memory. The pool hands the same object out again for another dtype and count.</summary>
internal sealed class IlgpuStorage : Storage
{
    private readonly IlgpuBackend _backend;
    private readonly DeviceBlock _block;

    public IlgpuStorage(IlgpuBackend backend, DeviceBlock block)
    {
        _backend = backend;
        _block = block;
    }

    /// <summary>Nobody refers to the storage any more: its memory waits until the pool is asked next; nothing is freed here.</summary>
    ~IlgpuStorage() => _backend.Memory.Abandon(_block);

    /// <inheritdoc/>
    public override IBackend Backend => _backend;

    /// <inheritdoc/>
    public override long Bytes => _block.Bytes.Length;

    /// <summary>The pool's class of sizes.</summary>
    public int SizeClass => _block.SizeClass;

    /// <summary>Whether the pool has it.</summary>
    public bool IsPooled { get; private set; }

    /// <summary>The memory from its start.</summary>
    public ArrayView<byte> Memory => _block.Bytes;

    /// <summary>The elements from a place on.</summary>
    public ArrayView<T> View<T>(long offset)
        where T : unmanaged
    {
        var all = _block.Bytes.Cast<T>();
        return all.SubView(offset, all.Length - offset);
    }

    /// <summary>Begins a use.</summary>
    public void Begin(DType dtype, long count)
    {
        DType = dtype;
        Count = count;
        IsPooled = false;
    }

    /// <summary>Ends a use: every Variable on the storage is stale from here.</summary>
    public void End()
    {
        IsPooled = true;
        Retire();
    }
}
