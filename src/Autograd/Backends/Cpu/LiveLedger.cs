namespace Autograd.Backends.Cpu;

/// <summary>
/// The count of bytes in use. Each thread counts for itself, since an atomic addition would cost more than the rest of a small
/// allocation, and is collected here when it has moved by much or when somebody asks. With one thread at work the peak is exact.
/// </summary>
internal static class LiveLedger
{
    /// <summary>A thread that moved by more than this is collected.</summary>
    private const long Slack = 256 << 10;

    private static readonly Lock Gate = new();
    private static readonly List<WeakReference<MemoryFront>> Fronts = [];
    private static long _live;
    private static long _peak;

    /// <summary>Bytes in use now, and the most there were since the last reset.</summary>
    public static (long Live, long Peak) Read()
    {
        lock (Gate)
        {
            var live = _live + OnThreads();
            foreach (var reference in Fronts)
            {
                if (reference.TryGetTarget(out var front))
                    _peak = Math.Max(_peak, live - front.Live + front.LivePeak);
            }

            return (live, _peak = Math.Max(_peak, live));
        }
    }

    /// <summary>The peak begins anew at what is in use now.</summary>
    public static void ResetPeak()
    {
        lock (Gate)
        {
            foreach (var reference in Fronts)
            {
                if (reference.TryGetTarget(out var front))
                    front.LivePeak = front.Live;
            }

            _peak = 0;
        }
    }

    /// <summary>Makes a thread's count known.</summary>
    public static MemoryFront Register(MemoryFront front)
    {
        lock (Gate)
        {
            Fronts.RemoveAll(static reference => !reference.TryGetTarget(out _));

            // A dead thread's front counts until its finaliser has moved the count here: else bytes in use would vanish for a while.
            Fronts.Add(new WeakReference<MemoryFront>(front, trackResurrection: true));
            return front;
        }
    }

    /// <summary>Counts bytes that the calling thread's front took (or gave, negative).</summary>
    public static void Add(MemoryFront front, long bytes)
    {
        var live = front.Live + bytes;
        front.Live = live;
        if (live > front.LivePeak)
            front.LivePeak = live;
        if (Math.Abs(live) > Slack)
            Collect(front);
    }

    /// <summary>Moves a front's count here; its own thread or its finaliser calls.</summary>
    public static void Collect(MemoryFront front)
    {
        lock (Gate)
        {
            _peak = Math.Max(_peak, _live + OnThreads() - front.Live + front.LivePeak);
            _live += front.Live;
            front.Live = 0;
            front.LivePeak = 0;
        }
    }

    private static long OnThreads()
    {
        long bytes = 0;
        foreach (var reference in Fronts)
        {
            if (reference.TryGetTarget(out var front))
                bytes += front.Live;
        }

        return bytes;
    }
}
