using System.Diagnostics;
using Autograd.Profiling;

namespace Autograd;

/// <summary>
/// Measures every operation and derivative of the process until disposed: calls, time, bytes and arithmetic, by operation and by module.
/// <c>using var profile = Profile.Start();</c>, and afterwards <c>Console.WriteLine(profile);</c>.
/// </summary>
/// <remarks>
/// A call's time runs on the thread that makes it, from its begin to its end: it includes the kernel on all the threads that
/// the kernel uses. On a device where work is queued it is the time to queue it. Bytes are those of inputs read and outputs written, an axis of
/// stride 0 counting once; a view has none. Arithmetic is what <see cref="Ops.Operation.Flops"/> says, in a derivative once that for one input
/// that needs a gradient and twice for more. What is measured stays readable after the end. Nothing is measured, and nothing costs anything, while no
/// profile runs; one that runs costs some hundred nanoseconds a call.
/// </remarks>
public sealed partial class Profile : IDisposable
{
    /// <summary>How many lines a thread's trace holds unless told otherwise.</summary>
    public const int DefaultTraceLimit = 1 << 20;

    private readonly Lock _gate = new();
    private readonly List<ProfileThread> _threads = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly int _startingThread = Environment.CurrentManagedThreadId;
    private long _stop;

    private Profile(int traceLimit) => TraceLimit = traceLimit;

    /// <summary>How long was measured; until now where the profile still runs.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start, Volatile.Read(ref _stop) is > 0 and var stop ? stop : Stopwatch.GetTimestamp());

    /// <summary>
    /// The part of <see cref="Elapsed"/> that the thread which started the profile spent outside of measured calls: the program's own work, handles,
    /// the end of tapes.
    /// </summary>
    public TimeSpan Outside
    {
        get
        {
            var busy = Threads().Where(thread => thread.Id == _startingThread).Sum(thread => thread.BusyTicks);
            var rest = Elapsed - Stopwatch.GetElapsedTime(0, busy);
            return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
        }
    }

    /// <summary>Calls that <see cref="Rows"/> counts and the trace no longer holds.</summary>
    public long DroppedEvents => Threads().Sum(thread => thread.Dropped);

    /// <summary>How many lines a thread's trace may hold.</summary>
    internal int TraceLimit { get; }

    /// <summary>Starts measuring. One profile runs at a time in a process, whatever the threads.</summary>
    /// <param name="traceLimit">How many lines a thread's trace for <see cref="WriteChromeTrace(string)"/> may hold; the sums have no limit.</param>
    /// <exception cref="InvalidOperationException">Another profile runs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative.</exception>
    public static Profile Start(int traceLimit = DefaultTraceLimit)
    {
        if (traceLimit < 0)
            throw new ArgumentOutOfRangeException(nameof(traceLimit), $"profile: a trace of {traceLimit} lines; use 0 or more");
        var profile = new Profile(traceLimit);
        if (Interlocked.CompareExchange(ref _running, profile, null) is not null)
            throw Errors.State("profile", "another profile is running in this process", "dispose that one first");
        return profile;
    }

    /// <summary>Counts a stretch of the program under a name of its own, until the returned object is disposed, operations inside not included.</summary>
    /// <param name="name">Such as <c>"load batch"</c>.</param>
    public static ProfileRegion Region(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new ProfileRegion(Here, name);
    }

    /// <summary>Ends the measurement; what was measured stays.</summary>
    public void Dispose()
    {
        if (Interlocked.CompareExchange(ref _running, null, this) == this)
            Volatile.Write(ref _stop, Stopwatch.GetTimestamp());
    }

    /// <summary>The sums, the longest time first.</summary>
    /// <param name="by">What is summed over.</param>
    public IReadOnlyList<ProfileRow> Rows(ProfileGrouping by = ProfileGrouping.OperationAndModule)
    {
        var all = new Dictionary<ProfileKey, ProfileSums>();
        foreach (var thread in Threads())
            thread.AddSums(all);
        return
        [
            .. all.GroupBy(pair => Grouped(pair.Key, by))
                .Select(group => Row(group.Key, group.Select(pair => pair.Value)))
                .OrderByDescending(row => row.Time)
                .ThenBy(row => row.Operation, StringComparer.Ordinal)
                .ThenBy(row => row.Module, StringComparer.Ordinal),
        ];
    }

    /// <summary>A table of the sums, the longest time first, with their shares, rates and totals.</summary>
    /// <param name="by">What is summed over.</param>
    /// <param name="rows">At most so many rows; the others are told together.</param>
    /// <exception cref="ArgumentOutOfRangeException">There would be no row.</exception>
    public string Table(ProfileGrouping by = ProfileGrouping.Operation, int rows = int.MaxValue)
    {
        if (rows < 1)
            throw new ArgumentOutOfRangeException(nameof(rows), $"profile: a table of {rows} rows; use 1 or more");
        return ProfileTable.Text(this, by, rows);
    }

    /// <summary>
    /// Writes every call in Chrome's trace-event format, JSON that chrome://tracing, Perfetto and others show on a time line.
    /// </summary>
    /// <param name="path">The file, which is replaced.</param>
    public void WriteChromeTrace(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var file = File.Create(path);
        WriteChromeTrace(file);
    }

    /// <summary>Writes every call in Chrome's trace-event format.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public void WriteChromeTrace(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ChromeTrace.Write(stream, _start, Threads());
    }

    /// <summary>The tables by operation and by module.</summary>
    public override string ToString()
    {
        var byOperation = Table();
        return Rows(ProfileGrouping.Module).Any(row => row.Module.Length > 0) ? $"{byOperation}\n\n{Table(ProfileGrouping.Module)}" : byOperation;
    }

    private static ProfileKey Grouped(ProfileKey key, ProfileGrouping by) => by switch
    {
        ProfileGrouping.Operation => key with { Module = string.Empty },
        ProfileGrouping.Module => key with { Operation = string.Empty },
        _ => key,
    };

    private static ProfileRow Row(ProfileKey key, IEnumerable<ProfileSums> parts)
    {
        ProfileSums sums = default;
        foreach (var part in parts)
            sums.Add(part);
        return new ProfileRow(
            key.Operation,
            key.Module,
            key.Phase,
            sums.Calls,
            Stopwatch.GetElapsedTime(0, sums.OwnTicks),
            Stopwatch.GetElapsedTime(0, sums.TotalTicks),
            sums.Bytes,
            sums.Flops,
            sums.Launches);
    }

    private ProfileThread[] Threads()
    {
        lock (_gate)
            return [.. _threads];
    }
}
