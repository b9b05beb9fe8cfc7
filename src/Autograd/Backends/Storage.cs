using Autograd.Tapes;

namespace Autograd.Backends;

/// <summary>
/// A device's memory behind one or more Variables (a Variable and its views share one). Storages are recycled: a release
/// bumps <see cref="Generation"/>, by which every Variable that still points here is known to be stale.
/// </summary>
public abstract class Storage
{
    /// <summary>The owner's list is searched by this index, so leaving an owner costs nothing.</summary>
    internal int OwnerIndex;

    /// <summary>The tape or scope that releases this storage, or null where the collector does.</summary>
    internal Arena? Owner;

    /// <summary>How many cotangent slots of backward walks hold this storage.</summary>
    internal int SlotUses;

    /// <summary>How many recorded nodes need this storage for their derivative.</summary>
    internal int SavedBy;

    /// <summary>Whether no user has a Variable on this storage: then it goes back as soon as no derivative will read it any more.</summary>
    internal bool IsUnseen;

    /// <summary>The operation that changed the storage in place last, for the error about changed saved values.</summary>
    internal string? LastChange;

    /// <summary>The backend that made the memory and takes it back.</summary>
    public abstract IBackend Backend { get; }

    /// <summary>Where the memory lies.</summary>
    public Device Device => Backend.Device;

    /// <summary>The type of the elements.</summary>
    public DType DType { get; protected set; }

    /// <summary>The number of elements asked for.</summary>
    public long Count { get; protected set; }

    /// <summary>Bumped by each in-place change; a backward walk compares it with the value at recording.</summary>
    public int Version { get; private set; }

    /// <summary>Bumped by each release; a Variable made before is stale.</summary>
    public int Generation { get; private set; }

    /// <summary>Bytes the memory really takes, at least <see cref="Count"/> × the element's size.</summary>
    public abstract long Bytes { get; }

    /// <summary>Tells waiting derivatives that the content is no longer what they saw.</summary>
    /// <param name="change">The name of what changed it.</param>
    internal void Changed(string change)
    {
        Version++;
        LastChange = change;
    }

    /// <summary>The storage left its arena for the collector: it no longer counts among what the pool is owed.</summary>
    internal virtual void LeaveToCollector()
    {
    }

    /// <summary>Makes every Variable on this storage stale; called once as the memory goes back.</summary>
    protected void Retire()
    {
        Generation++;
        Version = 0;
        LastChange = null;
        Owner = null;
        SlotUses = 0;
        SavedBy = 0;
        IsUnseen = false;
    }
}
