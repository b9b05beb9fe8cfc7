using System.Runtime.CompilerServices;
using Autograd.Backends;
using Autograd.Ops;
using Autograd.Tapes;

namespace Autograd;

/// <summary>
/// Records the operations of the forward pass, owns what they compute, and walks back over them. Open one around a step:
/// <c>using var tape = new Tape();</c>. It is ambient for the logical call, across <c>await</c>, until disposed.
/// </summary>
/// <remarks>
/// What is computed under a tape, recorded or paused, stays readable until its disposal and goes back to the memory pool
/// then; <see cref="Variable.Keep"/> moves a value out. Tapes nest: only the innermost records, and results of outer
/// tapes are leaves there. A tape serves one logical call at a time; overlapping use from two threads throws.
/// </remarks>
public sealed partial class Tape : Arena
{
    private const int FewInputs = 8;

    private readonly TapeMemory _memory;
    private readonly TapeOptions _options;
    private TapeNode?[] _nodes;
    private int _nodeCount;
    private int _slotCount;
    private int _paused;
    private int _suspended;
    private int _user;
    private int _useDepth;

    /// <summary>Opens a tape for this logical call.</summary>
    /// <param name="options">How it records.</param>
    public Tape(TapeOptions options = TapeOptions.None)
        : this(options, onThreadOnly: false)
    {
    }

    /// <summary>Opens a tape; on this thread only for the framework's own synchronous replays.</summary>
    internal Tape(TapeOptions options, bool onThreadOnly)
        : base(Current)
    {
        _options = options;
        _memory = TapeMemory.Rent();
        _nodes = _memory.Nodes;
        AdoptList(_memory.Storages);
        Open(onThreadOnly);
    }

    /// <summary>The tape that records in this logical call, or null.</summary>
    public static Tape? Active => Arena.Current?.RecordingTape is { Records: true } tape ? tape : null;

    /// <summary>The number of recorded nodes, leaves included.</summary>
    public int NodeCount => _nodeCount;

    internal override Tape? RecordingTape => this;

    internal bool Records => _paused == 0 && _suspended == 0 && !IsDisposed;

    internal bool Diagnoses => (_options & TapeOptions.Diagnose) != 0;

    /// <summary>Set while forward derivatives will be pushed over what is being recorded: then scopes release nothing.</summary>
    internal bool RetainsEverything { get; set; }

    /// <summary>Whether somebody looks at recorded values that no derivative reads.</summary>
    internal bool KeepsUnread => RetainsEverything || Diagnoses || Watcher is not null;

    /// <summary>Told of every operation, for summaries; null where nobody looks.</summary>
    internal OperationWatcher? Watcher { get; set; }

    /// <summary>How often code of the user's ran inside walks over this tape: what it saw, it may have kept.</summary>
    internal int UserRuns { get; set; }

    internal int SlotCount => _slotCount;

    /// <summary>An owned storage that no user will see any more goes back now, or when the last derivative that reads it has passed.</summary>
    internal void MarkUnseen(Storage storage)
    {
        if (storage.SavedBy == 0)
            Release(storage);
        else
            storage.IsUnseen = true;
    }

    /// <summary>
    /// What a recorded walk made from a place of the list on, and the user has not been given, is unseen. The place is of the list, which only grows at its end
    /// while the walk runs.
    /// </summary>
    internal void MarkUnseen(int firstOwned, ReadOnlySpan<Variable?> given)
    {
        foreach (var value in given)
        {
            if (value is { IsReleased: false })
                value.Storage.SlotUses++;
        }

        for (var i = OwnedCount - 1; i >= firstOwned; i--)
        {
            if (Owned(i) is { SlotUses: 0 } storage)
                MarkUnseen(storage);
        }

        foreach (var value in given)
        {
            if (value is { IsReleased: false })
                value.Storage.SlotUses--;
        }
    }

    /// <summary>
    /// Stops recording until the returned object is disposed. What is computed meanwhile still belongs to the tape.
    /// </summary>
    public PausedTape Pause()
    {
        if (IsDisposed)
            throw Errors.Disposed("pause", "the tape is disposed", "call it before the tape's end");
        _paused++;
        return new PausedTape(this);
    }

    /// <summary>
    /// The gradients of a scalar with respect to chosen values, returned and not accumulated.
    /// </summary>
    /// <param name="root">A scalar recorded on this tape.</param>
    /// <param name="inputs">Leaves or intermediate results.</param>
    /// <param name="createGraph">Whether the walk itself is recorded, for derivatives of derivatives.</param>
    /// <param name="retainGraph">Whether another walk over the same graph will follow; implied by <paramref name="createGraph"/>.</param>
    /// <returns>A gradient an input, null where the root does not depend on it. The tape owns them.</returns>
    /// <exception cref="ArgumentException">The root is not a scalar.</exception>
    /// <exception cref="InvalidOperationException">The root was not recorded here, or its graph was consumed.</exception>
    public Variable?[] Gradients(Variable root, IReadOnlyList<Variable> inputs, bool createGraph = false, bool retainGraph = false) =>
        Gradients([root], [null], inputs, createGraph, retainGraph);

    /// <summary>The gradient of a scalar with respect to one value, returned and not accumulated.</summary>
    /// <param name="root">A scalar recorded on this tape.</param>
    /// <param name="input">A leaf or an intermediate result.</param>
    /// <param name="createGraph">Whether the walk itself is recorded.</param>
    /// <param name="retainGraph">Whether another walk over the same graph will follow.</param>
    /// <returns>The gradient, or null where the root does not depend on the input.</returns>
    public Variable? Gradient(Variable root, Variable input, bool createGraph = false, bool retainGraph = false) =>
        Gradients([root], [null], [input], createGraph, retainGraph)[0];

    /// <summary>
    /// Vector–Jacobian products of several roots: Σᵢ ⟨cotangentᵢ, ∂rootᵢ/∂input⟩ for each input.
    /// </summary>
    /// <param name="roots">Values recorded on this tape, of any shape.</param>
    /// <param name="cotangents">A cotangent of each root's shape; null stands for 1 and needs a scalar root.</param>
    /// <param name="inputs">Leaves or intermediate results.</param>
    /// <param name="createGraph">Whether the walk itself is recorded.</param>
    /// <param name="retainGraph">Whether another walk over the same graph will follow.</param>
    /// <returns>A gradient an input, null where no root depends on it.</returns>
    public Variable?[] Gradients(
        IReadOnlyList<Variable> roots, IReadOnlyList<Variable?> cotangents, IReadOnlyList<Variable> inputs, bool createGraph = false, bool retainGraph = false)
    {
        ArgumentNullException.ThrowIfNull(roots);
        ArgumentNullException.ThrowIfNull(cotangents);
        ArgumentNullException.ThrowIfNull(inputs);
        if (IsDisposed)
            throw Errors.Disposed("gradients", "the tape is disposed", "call it before the tape's end");
        if (roots.Count != cotangents.Count)
            throw Errors.Argument("gradients", $"{roots.Count} roots and {cotangents.Count} cotangents", "give one each, null for a scalar's 1");
        return Walk.ToInputs(this, [.. roots], [.. cotangents], [.. inputs], createGraph, retainGraph, firstNode: 0);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (IsDisposed)
            return;
        if (_user != 0 && _user != ThreadContext.Here.Id)
            throw Errors.State("tape", "disposed while another thread uses it", "await that work first");
        base.Dispose(disposing);
        for (var i = 0; i < _nodeCount; i++)
            _nodes[i]!.Clear();
        _nodeCount = 0;
        ReleaseAll();
        _memory.Nodes = _nodes;
        _memory.Storages = YieldList();
        _memory.Return();
    }

    internal void Unpause() => _paused--;

    internal int SuspendCount => _suspended;

    internal void Suspend() => _suspended++;

    internal void Resume() => _suspended--;

    /// <summary>Claims the tape for this thread, or throws where another is in the middle of an operation on it.</summary>
    internal void BeginUse(ThreadContext here, Operation? operation)
    {
        var thread = here.Id;
        if (_user == thread)
        {
            _useDepth++;
            return;
        }

        if (Interlocked.CompareExchange(ref _user, thread, 0) != 0)
        {
            throw Errors.State(
                operation?.Name ?? "backward", "two threads use one tape at the same time", "give each thread its own tape, or do the work one after the other");
        }

        _useDepth = 1;
    }

    internal void EndUse(int suspended)
    {
        _suspended = suspended;
        if (--_useDepth == 0)
            Volatile.Write(ref _user, 0);
    }

    /// <summary>The leaves' nodes in the order of their indices.</summary>
    internal List<TapeNode> LeafNodes => _memory.LeafNodes;

    internal TapeNode Node(int index) => _nodes[index]!;

    /// <summary>Appends an operation's node and links its inputs to the slots their gradients go to.</summary>
    [SkipLocalsInit]
    internal TapeNode Append(Operation operation, ReadOnlySpan<Variable> inputs, Span<Variable?> outputs, InputMask needs, in SavedValues saved)
    {
        // Slots come first: a leaf's node may have to be made for one, and a node's index must be above all its inputs'.
        Span<int> slots = inputs.Length <= FewInputs ? stackalloc int[FewInputs] : new int[inputs.Length];
        slots = slots[..inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
            slots[i] = NeedsGradient(inputs, needs, i) ? SlotOf(inputs[i]) : -1;
        var node = NextNode();
        node.Begin(this, operation, _nodeCount - 1, _slotCount, inputs, slots, outputs, operation.SavesFor(needs));
        _slotCount += outputs.Length;
        node.IsFused = saved.IsFused;
        if (saved.First is not null)
            node.Save(saved.First);
        if (saved.Second is not null)
            node.Save(saved.Second);
        for (var i = 0; i < outputs.Length; i++)
            outputs[i]!.SetNode(node, i);
        return node;
    }

    /// <summary>The node a Variable's gradient arrives at: its own, or its leaf node, made at first use; null where it has none.</summary>
    internal TapeNode? FindNode(Variable variable)
    {
        if (variable.NodeOn(this) is { } node)
            return node;
        if (variable.LeafHint is var hint && (uint)hint < (uint)_nodeCount && _nodes[hint] is { Operation: null } leaf && ReferenceEquals(leaf.Output(0), variable))
            return leaf;
        return _memory.Leaves.GetValueOrDefault(variable);
    }

    /// <summary>Makes a Variable a leaf of this tape whether or not it requires a gradient.</summary>
    internal TapeNode MakeLeaf(Variable variable)
    {
        var node = NextNode();
        node.BeginLeaf(this, _nodeCount - 1, _slotCount++, variable);
        _memory.Leaves.Add(variable, node);
        _memory.LeafNodes.Add(node);
        variable.LeafHint = node.Index;
        return node;
    }

    /// <summary>The mask tells the inputs from the 64th on together, so those are asked again.</summary>
    private static bool NeedsGradient(ReadOnlySpan<Variable> inputs, InputMask needs, int input) =>
        needs[input] && (input < 63 || inputs[input].IsTracked);

    private int SlotOf(Variable variable)
    {
        if (variable.NodeOn(this) is { } node)
            return node.FirstSlot + variable.OutputIndex;
        return (FindNode(variable) ?? MakeLeaf(variable)).FirstSlot;
    }

    private TapeNode NextNode()
    {
        if (_nodeCount == _nodes.Length)
            Array.Resize(ref _nodes, _nodeCount * 2);
        return _nodes[_nodeCount++] ??= new TapeNode();
    }
}
