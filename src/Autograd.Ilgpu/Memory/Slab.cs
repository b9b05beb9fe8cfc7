using ILGPU.Runtime;

namespace Autograd.Ilgpu.Memory;

/// <summary>One allocation of the driver's, cut into equal pieces.</summary>
/// <param name="memory">The memory.</param>
/// <param name="sizes">The pieces' class of sizes.</param>
internal sealed class Slab(MemoryBuffer1D<byte, ILGPU.Stride1D.Dense> memory, SizeClass sizes)
{
    /// <summary>The memory.</summary>
    public MemoryBuffer1D<byte, ILGPU.Stride1D.Dense> Memory => memory;

    /// <summary>The pieces' class of sizes.</summary>
    public SizeClass Sizes => sizes;

    /// <summary>How many pieces are in use.</summary>
    public int InUse { get; set; }
}
