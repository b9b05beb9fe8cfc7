using Autograd.Backends.Cpu;

namespace Autograd.Tapes;

/// <summary>
/// What the framework keeps for a thread, in one place: reading a thread's statics costs a few nanoseconds each time, and an operation
/// would need several.
/// </summary>
internal sealed class ThreadContext
{
    private const int MostLists = 16;

    [ThreadStatic]
    private static ThreadContext? _here;

    private readonly Stack<OwnedStorage[]> _lists = new();
    private MemoryFront? _memory;

    /// <summary>The calling thread's.</summary>
    public static ThreadContext Here => _here ??= new ThreadContext();

    /// <summary>The thread's number, never 0.</summary>
    public int Id { get; } = Environment.CurrentManagedThreadId;

    /// <summary>The innermost arena of the logical call that runs here, which may have ended.</summary>
    public Arena? Ambient { get; set; }

    /// <summary>The innermost open arena.</summary>
    public Arena? Arena
    {
        get
        {
            var arena = Ambient;
            while (arena is { IsDisposed: true })
                arena = arena.Parent;
            return arena;
        }
    }

    /// <summary>The thread's part of the memory pool.</summary>
    public MemoryFront Memory => _memory ??= LiveLedger.Register(new MemoryFront());

    /// <summary>A list for a scope, which outlives it and serves the next one.</summary>
    public OwnedStorage[] RentList() => _lists.TryPop(out var list) ? list : [];

    /// <summary>Takes a list back, its places all empty.</summary>
    public void ReturnList(OwnedStorage[] list)
    {
        if (list.Length > 0 && _lists.Count < MostLists)
            _lists.Push(list);
    }
}
