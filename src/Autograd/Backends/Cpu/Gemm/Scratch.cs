namespace Autograd.Backends.Cpu.Gemm;

/// <summary>
/// Each thread's memory for packed operands: for what all chunks of a product read, and for what one chunk packs, since the caller runs
/// chunks too. It is managed and pinned: a kernel's mistake cannot reach the C heap, and a thread that ends leaves it to the collector.
/// </summary>
internal static unsafe class Scratch
{
    /// <summary>A cache line, and the width of the widest register.</summary>
    public const int Alignment = 64;

    [ThreadStatic]
    private static byte[]? _shared;

    [ThreadStatic]
    private static byte[]? _local;

    /// <summary>
    /// The calling thread's buffer for all chunks, uninitialised, of at least <paramref name="bytes"/> and aligned to
    /// <see cref="Alignment"/>. It is valid until the same thread asks for a larger one, so a product must be finished with it before it
    /// calls anything that packs.
    /// </summary>
    public static byte* Shared(nint bytes) => Get(ref _shared, bytes);

    /// <summary>The same for the chunk that the calling thread runs.</summary>
    public static byte* Local(nint bytes) => Get(ref _local, bytes);

    /// <summary>The aligned start of a buffer, which is made anew where it is too small.</summary>
    internal static byte* Get(ref byte[]? field, nint bytes)
    {
        byte[]? buffer = field;
        if (buffer is null || buffer.Length < bytes + Alignment)
        {
            buffer = GC.AllocateUninitializedArray<byte>(checked((int)(bytes + Alignment)), pinned: true);
            field = buffer;
        }

        nint address = (nint)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(buffer, 0);
        return (byte*)((address + Alignment - 1) & ~(Alignment - 1));
    }
}
