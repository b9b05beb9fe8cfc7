using ILGPU;

namespace Autograd.Ilgpu.Memory;

/// <summary>A piece of a slab.</summary>
/// <param name="slab">The slab.</param>
/// <param name="offset">Its first byte.</param>
/// <param name="length">Its bytes.</param>
internal sealed class DeviceBlock(Slab slab, long offset, long length)
{
    /// <summary>The slab.</summary>
    public Slab Slab => slab;

    /// <summary>The class of sizes it belongs to.</summary>
    public SizeClass Sizes => slab.Sizes;

    /// <summary>Its first byte in the slab.</summary>
    public long Offset => offset;

    /// <summary>The memory.</summary>
    public ArrayView<byte> Bytes { get; } = slab.Memory.View.SubView(offset, length);

    /// <summary>Its address; OpenCL has none, but the slab's handle and the offset.</summary>
    public nint Address => slab.Memory.NativePtr + (nint)offset;
}
