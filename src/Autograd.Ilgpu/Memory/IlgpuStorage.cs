using Autograd.Backends;
using ILGPU;

namespace Autograd.Ilgpu.Memory;

/// <summary>Elements in a device's memory. The pool hands the same object out again for another dtype and count.</summary>
internal sealed class IlgpuStorage : Storage
{
    private readonly IlgpuBackend _backend;
    private bool _isForgotten;

    public IlgpuStorage(IlgpuBackend backend, DeviceBlock block)
    {
        _backend = backend;
        Block = block;
        IsPooled = true;
    }

    /// <summary>Nobody refers to the storage any more: its memory waits until the pool is asked next; nothing is freed here.</summary>
    ~IlgpuStorage()
    {
        if (!_isForgotten)
            _backend.Memory.Abandon(Block);
    }

    /// <inheritdoc/>
    public override IBackend Backend => _backend;

    /// <inheritdoc/>
    public override long Bytes => Block.Bytes.Length;

    /// <summary>The piece of a slab.</summary>
    public DeviceBlock Block { get; }

    /// <summary>Whether the pool has it.</summary>
    public bool IsPooled { get; private set; }

    /// <summary>The memory from its start.</summary>
    public ArrayView<byte> Memory => Block.Bytes;

    /// <summary>The elements from a place on.</summary>
    public ArrayView<T> View<T>(long offset)
        where T : unmanaged
    {
        var all = Block.Bytes.Cast<T>();
        return all.SubView(offset, all.Length - offset);
    }

    /// <summary>The memory from a byte on.</summary>
    public ArrayView<byte> From(long offset) => Block.Bytes.SubView(offset, Block.Bytes.Length - offset);

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

    /// <summary>The memory went back to the driver, so that there is nothing to abandon.</summary>
    public void Forget() => _isForgotten = true;
}
