using Autograd.Backends;
using Autograd.Ops;

namespace Autograd.Tapes;

/// <summary>
/// One backward walk over a tape: the cotangent slots, and the arena of its temporaries. A slot is summed in place where
/// nobody else sees its buffer; a buffer goes back to the pool when its last slot is done. Walks are recycled.
/// </summary>
internal sealed partial class Walk : Arena
{
    private static readonly Lock Gate = new();
    private static readonly Stack<Walk> Idle = new();

    private Variable[] _madeHere = new Variable[16];
    private Variable[] _handles = new Variable[16];
    private int _madeCount;
    private int _handleCount;
    private Tape _tape = null!;
    private TapeNode? _walkedAround;
    private Storage? _donated;
    private Variable?[] _slots = [];
    private Need[] _needed = [];
    private int _slotCount;
    private bool _targeted;
    private bool _recycles;

    private Walk()
        : base(null)
    {
    }

    /// <summary>Whether a slot's cotangent is wanted in a walk to chosen inputs.</summary>
    private enum Need : byte
    {
        None,
        Path,
        Target,
    }

    public bool CreatesGraph { get; private set; }

    /// <summary>Whether other walks over the same nodes may follow.</summary>
    public bool Retains { get; private set; }

    /// <summary>The index of the first node the walk goes over.</summary>
    public int FirstNode { get; private set; }

    internal override Tape? RecordingTape => null;

    /// <summary>Backward into the leaves' <see cref="Variable.Grad"/>.</summary>
    public static void ToLeaves(Tape tape, ReadOnlySpan<Variable> roots, ReadOnlySpan<Variable?> cotangents, bool createGraph, bool retainGraph)
    {
        TrackLeafRoots(tape, roots);
        var walk = Rent(tape, createGraph);
        var previous = Begin(tape, walk);
        var last = -1;
        try
        {
            last = walk.Seed(roots, cotangents);
            walk.ClaimLeaves(last);
            walk.FirstNode = 0;
            walk.Run(last, firstNode: 0, retainGraph || createGraph);
            walk.CommitLeaves(last);
        }
        finally
        {
            walk.ReleaseLeaves(last);
            End(tape, walk, previous);
        }
    }

    /// <summary>Gradients of chosen inputs, over the nodes from <paramref name="firstNode"/> on.</summary>
    public static Variable?[] ToInputs(
        Tape tape, Variable[] roots, Variable?[] cotangents, Variable[] inputs, bool createGraph, bool retainGraph, int firstNode)
    {
        TrackLeafRoots(tape, roots);
        var (firstOwned, userRuns) = (tape.OwnedCount, tape.UserRuns);
        var walk = Rent(tape, createGraph);
        var previous = Begin(tape, walk);
        try
        {
            var last = walk.Seed(roots, cotangents);
            walk.FirstNode = firstNode;
            walk.Target(inputs, last, firstNode);
            walk.Run(last, firstNode, retainGraph || createGraph);
            var results = new Variable?[inputs.Length];
            for (var i = 0; i < inputs.Length; i++)
                results[i] = walk.TakeResult(inputs[i]);
            if (createGraph && userRuns == tape.UserRuns && !tape.KeepsUnread)
            {
                walk.DropAll();
                tape.MarkUnseen(firstOwned, results);
            }

            return results;
        }
        finally
        {
            End(tape, walk, previous);
        }
    }

    public Variable? Cotangent(TapeNode node, int output) => _slots[node.FirstSlot + output];

    public bool Needs(int slot) => slot >= 0 && (!_targeted || _needed[slot] != Need.None);

    /// <summary>Sums a contribution into an input's slot, after checking that it fits exactly.</summary>
    public void Add(TapeNode node, int input, Variable cotangent)
    {
        ArgumentNullException.ThrowIfNull(cotangent);
        var slot = node.InputSlot(input);
        if (!Needs(slot))
            return;
        var target = node.Input(input);
        CheckFits(node, input, cotangent, target.Shape, target.DType);
        if (_slots[slot] is not { } sum)
            Put(slot, cotangent);
        else if (CreatesGraph)
            Replace(slot, sum + cotangent);
        else if (IsExclusive(sum, 1) || (ReferenceEquals(sum.Storage, _donated) && IsExclusive(sum, 2)))
            sum.Storage.Backend.Accumulate(cotangent.View, sum.View);
        else
            Replace(slot, FreshSum(sum, cotangent));
    }

    /// <summary>Sums a contribution into a region of an input's slot, which begins as zeros.</summary>
    public void AddRegion(TapeNode node, int input, Variable cotangent, SliceOp region)
    {
        ArgumentNullException.ThrowIfNull(cotangent);
        var slot = node.InputSlot(input);
        if (!Needs(slot))
            return;
        var target = node.Input(input);
        CheckFits(node, input, cotangent, region.ResultShape(target.Shape), target.DType);
        if (CreatesGraph)
        {
            Add(node, input, Operation.Apply(new SliceScatterOp(region, target.Shape), cotangent));
            return;
        }

        if (_slots[slot] is not { } sum)
        {
            sum = Variable.Allocate(cotangent.Storage.Backend, target.Shape, target.DType);
            sum.Storage.Backend.Fill(sum.View, 0);
            Put(slot, sum);
        }
        else if (!IsExclusive(sum, 1))
        {
            sum = sum.CopyContiguous();
            Replace(slot, sum);
        }

        sum.Storage.Backend.Accumulate(cotangent.View, region.ViewOf(sum));
    }

    public Variable DonateOrAllocate(Variable cotangent)
    {
        // One use is the slot of the node being walked; the kernels that write here read each element before. From here on the derivative
        // does not read the cotangent, so that a further contribution may be added to what stands in its place.
        if (!CreatesGraph && IsExclusive(cotangent, 1))
        {
            _donated = cotangent.Storage;
            return cotangent;
        }

        return Variable.Allocate(cotangent.Storage.Backend, cotangent.Shape, cotangent.DType);
    }

    internal override Variable NewHandle()
    {
        var handle = _handleCount > 0 ? _handles[--_handleCount] : new Variable();
        if (_madeCount == _madeHere.Length)
            Array.Resize(ref _madeHere, _madeCount * 2);
        _madeHere[_madeCount++] = handle;
        return handle;
    }

    private static void CheckFits(TapeNode node, int input, Variable cotangent, Shape shape, DType dtype)
    {
        cotangent.ThrowIfReleased(node.Operation!);
        var target = node.Input(input);
        if (cotangent.Shape == shape && cotangent.DType == dtype && ReferenceEquals(cotangent.Storage.Backend, target.Storage.Backend))
            return;
        throw Errors.State(
            node.Operation!.Name,
            $"the derivative for input {input} gave {cotangent.DType.Name()}{cotangent.Shape} on {cotangent.Device} where {dtype.Name()}{shape} on {node.Input(input).Device} belongs",
            "correct the operation's Vjp");
    }

    /// <summary>Whether a buffer is this walk's own, held by so many slots, and dense: then it may be written.</summary>
    private bool IsExclusive(Variable value, int uses) =>
        value.Storage.Owner == this && value.Storage.SlotUses == uses && value.IsContiguous;

    private static Variable FreshSum(Variable a, Variable b)
    {
        var sum = Variable.Allocate(a.Storage.Backend, a.Shape, a.DType);
        sum.Storage.Backend.Binary<AddOp.Rule>(a.View, b.View, sum.View);
        return sum;
    }

    private void Put(int slot, Variable value)
    {
        _slots[slot] = value;
        value.SlotUses++;
        value.Storage.SlotUses++;
    }

    private void Replace(int slot, Variable value)
    {
        var old = _slots[slot]!;
        Put(slot, value);
        Drop(old);
    }

    private void Drop(Variable value)
    {
        value.SlotUses--;
        var storage = value.Storage;
        if (--storage.SlotUses == 0 && storage.Owner == this)
            Release(storage);
        if (value.SlotUses == 0)
            Recycle(value);
    }

    private void Recycle(Variable handle)
    {
        if (handle.IsWalkHandle)
        {
            handle.Reset();
            if (_handleCount == _handles.Length)
                Array.Resize(ref _handles, _handleCount * 2);
            _handles[_handleCount++] = handle;
        }
    }
}
