using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Backends.Cpu;

/// <summary>Announcements of memory that will be used soon.</summary>
internal static unsafe class Lines
{
    /// <summary>Fetches the line of an address into the first cache. An address that is not to be read does no harm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(void* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(address);
    }
}
