using System.Numerics;

namespace Autograd.Backends.Cpu;

/// <summary>The sizes storages come in: up to four cache lines each count of lines, above that four to a power of two, so at most a fifth is wasted.</summary>
internal static class SizeClasses
{
    /// <summary>The number of classes; the last is 2³¹ lines, more than an array holds.</summary>
    public const int Count = 120;

    /// <summary>The smallest class that holds so many bytes.</summary>
    public static int Of(long bytes)
    {
        var last = Math.Max(bytes - 1, 0) / CacheLine.Size;
        if (last < 4)
            return (int)last;
        var power = BitOperations.Log2((ulong)last);
        return (4 * (power - 1)) + ((int)(last >> (power - 2)) & 3);
    }

    /// <summary>The bytes of a class.</summary>
    public static long Bytes(int sizeClass) => sizeClass < 4
        ? (sizeClass + 1L) * CacheLine.Size
        : ((sizeClass & 3) + 5L) << ((sizeClass >> 2) - 1) << 6;
}
