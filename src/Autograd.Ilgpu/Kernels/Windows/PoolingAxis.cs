using Autograd.Backends;

namespace Autograd.Ilgpu.Kernels;

/// <summary>The windows along an axis, <see cref="PoolingWindows"/> as kernels take them.</summary>
internal struct PoolingAxis
{
    /// <summary>How many places the axis has.</summary>
    public int Length;

    /// <summary>How many windows there are.</summary>
    public int Count;

    /// <summary>A window's places; 0 where windows differ.</summary>
    public int Size;

    public int Stride;
    public int Padding;

    /// <summary>1 where places in the padding count in the divisor.</summary>
    public int CountsPadding;

    public static PoolingAxis Of(in PoolingWindows windows) => new()
    {
        Length = windows.Length,
        Count = windows.Count,
        Size = windows.Size,
        Stride = windows.Stride,
        Padding = windows.Padding,
        CountsPadding = windows.CountsPadding ? 1 : 0,
    };

    /// <summary>The first place of a window that lies on the axis.</summary>
    public readonly int Start(int window)
    {
        if (Size == 0)
            return (int)((long)window * Length / Count);
        var begin = (window * Stride) - Padding;
        return begin > 0 ? begin : 0;
    }

    /// <summary>The place behind a window's last on the axis.</summary>
    public readonly int End(int window)
    {
        if (Size == 0)
            return (int)((((window + 1L) * Length) + Count - 1) / Count);
        var end = (window * Stride) - Padding + Size;
        return end < Length ? end : Length;
    }

    /// <summary>What the sum over a window is divided by.</summary>
    public readonly int Divisor(int window)
    {
        if (CountsPadding == 0)
            return End(window) - Start(window);
        var begin = (window * Stride) - Padding;
        var end = begin + Size;
        return (end < Length + Padding ? end : Length + Padding) - begin;
    }

    /// <summary>A window that none before it ends behind a place.</summary>
    public readonly int FirstWith(int place)
    {
        if (Size == 0)
            return (int)((long)place * Count / Length);
        var first = place + Padding - Size + 1;
        return first > 0 ? (first + Stride - 1) / Stride : 0;
    }
}
