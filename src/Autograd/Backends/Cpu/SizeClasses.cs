using System.Numerics;

namespace Autograd.Backends.Cpu;

/// <summary>The sizes storages come in: up to eight cache lines each count of lines, above that eight to a power of two, so at most a ninth is wasted.</summary>
internal static class SizeClasses
{
    /// <summary>The number of classes; the last is 2³¹ lines, more than an array holds.</summary>
    public const int Count = 232;

    /// <summary>The smallest class that holds so many bytes.</summary>
    public static int Of(long bytes)
    {
        var last = Math.Max(bytes - 1, 0) / CacheLine.Size;
        if (last < 8)
            return (int)last;
        var power = BitOperations.Log2((ulong)last);
        return (8 * (power - 2)) + ((int)(last >> (power - 3)) & 7);
    }

    /// <summary>The bytes of a class.</summary>
    public static long Bytes(int sizeClass) => sizeClass < 8
        ? (sizeClass + 1L) * CacheLine.Size
        : ((sizeClass & 7) + 9L) << ((sizeClass >> 3) - 1) << 6;
}
