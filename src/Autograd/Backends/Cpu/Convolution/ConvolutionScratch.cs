using Autograd.Backends.Cpu.Gemm;

namespace Autograd.Backends.Cpu.Convolution;

/// <summary>
/// Each thread's memory for convolutions, managed and pinned like the products': what a call prepares for all of its chunks, and what one
/// chunk needs. A thread has one of each, since the caller runs chunks too while its preparations are in use, and
/// neither is the products', which may pack meanwhile.
/// </summary>
internal static unsafe class ConvolutionScratch
{
    /// <summary>A cache line, and the width of the widest register.</summary>
    public const int Alignment = Scratch.Alignment;

    [ThreadStatic]
    private static byte[]? _shared;

    [ThreadStatic]
    private static byte[]? _local;

    /// <summary>The calling thread's buffer for what all chunks of a call read, uninitialised and aligned.</summary>
    public static byte* Shared(nint bytes) => Scratch.Get(ref _shared, bytes);

    /// <summary>The calling thread's buffer for the chunk it runs, uninitialised and aligned.</summary>
    public static byte* Local(nint bytes) => Scratch.Get(ref _local, bytes);

    /// <summary>Bytes rounded up so that what follows is aligned.</summary>
    public static nint Aligned(nint bytes) => (bytes + Alignment - 1) & ~(Alignment - 1);
}
