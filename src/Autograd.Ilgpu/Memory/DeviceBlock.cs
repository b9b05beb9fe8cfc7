using ILGPU;

namespace Autograd.Ilgpu.Memory;

/// <summary>A piece of device memory of one of the pool's sizes.</summary>
/// <param name="bytes">The memory.</param>
/// <param name="sizeClass">The pool's class of sizes.</param>
internal sealed class DeviceBlock(ArrayView<byte> bytes, int sizeClass)
{
    /// <summary>The memory.</summary>
    public ArrayView<byte> Bytes => bytes;

    /// <summary>The pool's class of sizes.</summary>
    public int SizeClass => sizeClass;
}
