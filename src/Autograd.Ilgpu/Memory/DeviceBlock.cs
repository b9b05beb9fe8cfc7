using ILGPU;

namespace Autograd.Ilgpu.Memory;

/// <summary>A piece of a slab.</summary>
/// <param name="slab">The slab.</param>
/// <param name="bytes">The memory.</param>
internal sealed class DeviceBlock(Slab slab, ArrayView<byte> bytes)
{
    /// <summary>The slab.</summary>
    public Slab Slab => slab;

    /// <summary>The class of sizes it belongs to.</summary>
    public SizeClass Sizes => slab.Sizes;

    /// <summary>The memory.</summary>
    public ArrayView<byte> Bytes => bytes;
}
