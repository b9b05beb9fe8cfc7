namespace Autograd.Tapes;

/// <summary>
/// A tape's recyclable insides: nodes, lists and tables that grew to what a step needs. They outlive the tape and serve
/// the next one, so that a steady state allocates none.
/// </summary>
internal sealed class TapeMemory
{
    private static readonly Lock Gate = new();
    private static readonly Stack<TapeMemory> Idle = new();

    public TapeNode?[] Nodes { get; set; } = new TapeNode?[64];

    public Dictionary<Variable, TapeNode> Leaves { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The leaves' nodes in the order of their indices.</summary>
    public List<TapeNode> LeafNodes { get; } = [];

    public OwnedStorage[] Storages { get; set; } = [];

    public List<string> Modules { get; } = [];

    public static TapeMemory Rent()
    {
        lock (Gate)
            return Idle.TryPop(out var memory) ? memory : new TapeMemory();
    }

    public void Return()
    {
        Leaves.Clear();
        LeafNodes.Clear();
        Modules.Clear();
        lock (Gate)
            Idle.Push(this);
    }
}
