namespace Autograd.Backends;

/// <summary>The windows of an average along one axis: window i is the places from <see cref="Start"/> to before <see cref="End"/>.</summary>
public readonly record struct PoolingWindows
{
    private PoolingWindows(int length, int count, int size, int stride, int padding, bool countsPadding)
    {
        Length = length;
        Count = count;
        Size = size;
        Stride = stride;
        Padding = padding;
        CountsPadding = countsPadding;
    }

    /// <summary>How many places the axis has.</summary>
    public int Length { get; }

    /// <summary>How many windows there are.</summary>
    public int Count { get; }

    /// <summary>A window's places, padding included; 0 where windows differ, <see cref="Even"/>.</summary>
    public int Size { get; }

    /// <summary>From one window to the next; 0 where windows differ.</summary>
    public int Stride { get; }

    /// <summary>Places thought before and behind the axis.</summary>
    public int Padding { get; }

    /// <summary>Whether places in the padding count in the divisor.</summary>
    public bool CountsPadding { get; }

    /// <summary>Whether all windows have one size and stride.</summary>
    public bool IsRegular => Size > 0;

    /// <summary>Whether there is one window, the whole axis.</summary>
    public bool IsWhole => Count == 1 && Start(0) == 0 && End(0) == Length && Divisor(0) == Length;

    /// <summary>Windows of one size, ⌊(length + 2·padding − size) / stride⌋ + 1 of them.</summary>
    /// <param name="length">How many places the axis has.</param>
    /// <param name="size">A window's places.</param>
    /// <param name="stride">From one window to the next.</param>
    /// <param name="padding">Places thought before and behind, at most half the size.</param>
    /// <param name="roundsUp">Whether a last window that begins on the axis or before it, and ends beyond the padding, counts too.</param>
    /// <param name="countsPadding">Whether places in the padding count in the divisor.</param>
    public static PoolingWindows Regular(int length, int size, int stride, int padding, bool roundsUp, bool countsPadding)
    {
        var span = (long)length + (2L * padding) - size;
        var count = span < 0 ? 0 : (span / stride) + 1;
        if (roundsUp && count > 0 && span % stride != 0 && (count * stride) - padding < length)
            count++;
        return new PoolingWindows(length, (int)count, size, stride, padding, countsPadding);
    }

    /// <summary>So many windows that cover an axis: window i from ⌊i·length / count⌋ to before ⌈(i + 1)·length / count⌉.</summary>
    /// <param name="length">How many places the axis has.</param>
    /// <param name="count">How many windows, 1 or more.</param>
    public static PoolingWindows Even(int length, int count) =>
        length % count == 0 ? new(length, count, length / count, length / count, 0, false) : new(length, count, 0, 0, 0, false);

    /// <summary>The first place of a window that lies on the axis.</summary>
    /// <param name="window">The window.</param>
    public int Start(int window) => IsRegular ? Math.Max(0, Begin(window)) : (int)((long)window * Length / Count);

    /// <summary>The place behind a window's last on the axis.</summary>
    /// <param name="window">The window.</param>
    public int End(int window) => IsRegular ? Math.Min(Length, Begin(window) + Size) : (int)((((window + 1L) * Length) + Count - 1) / Count);

    /// <summary>What the sum over a window is divided by: its places, of the padding too where they count, none beyond it.</summary>
    /// <param name="window">The window.</param>
    public int Divisor(int window) => CountsPadding ? Math.Min(Length + Padding, Begin(window) + Size) - Begin(window) : End(window) - Start(window);

    private int Begin(int window) => (window * Stride) - Padding;
}
