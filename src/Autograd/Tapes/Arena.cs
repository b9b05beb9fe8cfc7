using System.Diagnostics.CodeAnalysis;
using Autograd.Backends;
using Autograd.Backends.Cpu;

namespace Autograd.Tapes;

/// <summary>
/// What owns storages and gives them back at a known moment: a <see cref="Tape"/>, a <see cref="Scope"/>, or a backward walk.
/// The innermost one of a logical call is ambient and owns what is computed; it follows the call across <c>await</c>.
/// </summary>
public abstract class Arena : IDisposable
{
    // The AsyncLocal is the truth; the thread's context is its cache, kept right by the change callback, and far cheaper to read.
    private static readonly AsyncLocal<Arena?> Flow = new(static change => ThreadContext.Here.Ambient = change.CurrentValue);

    private OwnedStorage[] _storages = [];
    private int _count;
    private Arena? _flowBefore;
    private bool _onThreadOnly;

    private protected Arena(Arena? parent) => Parent = parent;

    /// <summary>The innermost open arena of this logical call.</summary>
    internal static Arena? Current => ThreadContext.Here.Arena;

    /// <summary>Whether <see cref="Dispose()"/> has run.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>The arena this one is nested in.</summary>
    internal Arena? Parent { get; }

    /// <summary>The innermost tape around, which records; null where nothing is recorded.</summary>
    internal abstract Tape? RecordingTape { get; }

    /// <summary>How many storages are owned.</summary>
    internal int OwnedCount => _count;

    /// <summary>Releases everything owned.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a Variable's handle; a walk hands out recycled ones.</summary>
    internal virtual Variable NewHandle() => new();

    /// <summary>
    /// Makes this arena ambient for the logical call, across awaits; or, for synchronous internals, on this thread only,
    /// without the cost of a new execution context.
    /// </summary>
    private protected void Open(bool onThreadOnly)
    {
        _onThreadOnly = onThreadOnly;
        if (onThreadOnly)
        {
            ThreadContext.Here.Ambient = this;
            return;
        }

        _flowBefore = Flow.Value;
        Flow.Value = this;
    }

    /// <summary>
    /// Makes an arena ambient on this thread for a synchronous stretch; returns what to hand to <see cref="LeaveThread"/>.
    /// </summary>
    internal static Arena? EnterThread(Arena? arena)
    {
        var here = ThreadContext.Here;
        var previous = here.Ambient;
        here.Ambient = arena;
        return previous;
    }

    internal static void LeaveThread(Arena? previous) => ThreadContext.Here.Ambient = previous;

    /// <summary>Takes ownership of a storage nobody owns.</summary>
    internal void Own(Storage storage)
    {
        if (_count == _storages.Length)
            Array.Resize(ref _storages, Math.Max(32, _count * 2));
        storage.Owner = this;
        storage.OwnerIndex = _count;
        _storages[_count++].Value = storage;
    }

    /// <summary>Lets go of a storage without releasing it.</summary>
    internal void Disown(Storage storage)
    {
        _storages[storage.OwnerIndex].Value = null;
        if (storage.OwnerIndex == _count - 1)
            _count--;
        storage.Owner = null;
    }

    /// <summary>Gives a storage back to its backend's pool now.</summary>
    internal void Release(Storage storage)
    {
        Disown(storage);
        storage.Backend.Release(storage);
    }

    /// <summary>An owned storage, or null where it left.</summary>
    internal Storage? Owned(int index) => _storages[index].Value;

    /// <summary>Releases everything owned.</summary>
    internal void ReleaseAll()
    {
        var here = ThreadContext.Here;
        foreach (ref var owned in _storages.AsSpan(0, _count))
        {
            if (owned.Value is not { } storage)
                continue;
            owned.Value = null;
            if (storage is CpuStorage own)
                CpuMemory.Release(here, own);
            else
                storage.Backend.Release(storage);
        }

        _count = 0;
    }

    /// <summary>Ends the arena.</summary>
    /// <param name="disposing">Always true: there is no finaliser, so that nothing is freed while it is used.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (IsDisposed)
            return;
        var here = ThreadContext.Here;
        if (here.Ambient == this)
        {
            if (!_onThreadOnly)
                Flow.Value = _flowBefore;

            // What was ambient before may have been so on this thread only, as a walk is.
            here.Ambient = Parent;
        }

        IsDisposed = true;
    }

    /// <summary>Takes over the growing list of an arena that has ended, so that a steady state makes no list.</summary>
    [MemberNotNull(nameof(_storages))]
    private protected void AdoptList(OwnedStorage[] list) => _storages = list;

    private protected OwnedStorage[] YieldList()
    {
        var list = _storages;
        _storages = [];
        _count = 0;
        return list;
    }
}
