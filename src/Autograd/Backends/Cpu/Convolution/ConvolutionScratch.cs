using System.Runtime.InteropServices;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>
/// Each thread's memory for convolutions, managed and pinned like the products': what a call prepares for all of its chunks, and what one
/// chunk needs. A thread has one of each, since the caller runs chunks too while its preparations are in use.
/// </summary>
internal static unsafe class ConvolutionScratch
{
    /// <summary>A cache line, and the width of the widest register.</summary>
    public const int Alignment = 64;

    [ThreadStatic]
    private static byte[]? _shared;

    [ThreadStatic]
    private static byte[]? _local;

    /// <summary>The calling thread's buffer for what all chunks of a call read, uninitialised and aligned.</summary>
    public static byte* Shared(nint bytes) => Get(ref _shared, bytes);

    /// <summary>The calling thread's buffer for the chunk it runs, uninitialised and aligned.</summary>
    public static byte* Local(nint bytes) => Get(ref _local, bytes);

    /// <summary>Bytes rounded up so that what follows is aligned.</summary>
    public static nint Aligned(nint bytes) => (bytes + Alignment - 1) & ~(Alignment - 1);

    private static byte* Get(ref byte[]? buffer, nint bytes)
    {
        if (buffer is null || buffer.Length < bytes + Alignment)
        {
            buffer = GC.AllocateUninitializedArray<byte>(checked((int)(bytes + Alignment)), pinned: true);
        }

        return (byte*)Aligned(Marshal.UnsafeAddrOfPinnedArrayElement(buffer, 0));
    }
}
