using Autograd.Tapes;

namespace Autograd;

/// <summary>
/// Owns what is computed inside it without recording: for inference, and inside functions that make many intermediate
/// values. At its end, whatever no recorded derivative needs and <see cref="Return"/> did not name goes back to the pool, and the rest of it as soon
/// as the backward walk has passed.
/// </summary>
/// <example>
/// <code>
/// using var scope = new Scope();
/// var hidden = (x.MatMul(w1) + b1).Relu();
/// return scope.Return(hidden.MatMul(w2) + b2);
/// </code>
/// </example>
public sealed class Scope : Arena
{
    private List<Variable>? _returned;

    /// <summary>Opens a scope for this logical call.</summary>
    public Scope()
        : this(onThreadOnly: false)
    {
    }

    /// <summary>Opens a scope; on this thread only for the inside of an operation, which never awaits.</summary>
    internal Scope(bool onThreadOnly)
        : base(Current)
    {
        RecordingTape = Parent?.RecordingTape;
        AdoptList(ThreadContext.Here.RentList());
        Open(onThreadOnly);
    }

    internal override Tape? RecordingTape { get; }

    /// <summary>Names a value that outlives the scope: it moves to the arena around, or to the collector where there is none.</summary>
    /// <param name="value">A Variable computed in the scope, or from outside.</param>
    /// <returns>The same Variable.</returns>
    public Variable Return(Variable value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (IsDisposed)
            throw Errors.Disposed("return", "the scope is disposed", "call it before the scope's end");
        (_returned ??= []).Add(value);
        return value;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (IsDisposed)
            return;
        base.Dispose(disposing);
        foreach (var value in _returned ?? [])
        {
            if (!value.IsReleased && value.Storage.Owner == this)
                Move(value.Storage);
        }

        var keepAll = RecordingTape is { RetainsEverything: true };
        var keepsUnread = Parent is not Tape { KeepsUnread: false };
        for (var i = OwnedCount - 1; i >= 0; i--)
        {
            if (Owned(i) is not { } storage)
                continue;
            if (!keepAll && storage.SavedBy == 0)
            {
                Release(storage);
                continue;
            }

            // A derivative reads it, and nobody else: it goes back when that has passed.
            storage.IsUnseen = !keepsUnread;
            Move(storage);
        }

        ThreadContext.Here.ReturnList(YieldList());
    }

    private void Move(Backends.Storage storage)
    {
        Disown(storage);
        if (Parent is null)
            storage.LeaveToCollector();
        else
            Parent.Own(storage);
    }
}
