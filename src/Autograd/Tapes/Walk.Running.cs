using Autograd.Ops;

namespace Autograd.Tapes;

/// <content>The walk itself: seeding the roots, visiting nodes from the last to the first, handing out the results.</content>
internal sealed partial class Walk
{
    private static Walk Rent(Tape tape, bool createGraph)
    {
        Walk? walk;
        lock (Gate)
            Idle.TryPop(out walk);
        walk ??= new Walk();
        walk._tape = tape;
        walk.CreatesGraph = createGraph;
        walk._slotCount = tape.SlotCount;
        walk._targeted = false;
        if (walk._slots.Length < walk._slotCount)
            Array.Resize(ref walk._slots, Math.Max(walk._slotCount, walk._slots.Length * 2));
        return walk;
    }

    /// <summary>A root may be a leaf that no operation has read yet, where a function returned its input: the tape gets to know it.</summary>
    private static void TrackLeafRoots(Tape tape, ReadOnlySpan<Variable> roots)
    {
        foreach (var root in roots)
        {
            root.ThrowIfReleased("backward");
            if (root is { IsLeaf: true, RequiresGrad: true } && tape.FindNode(root) is null)
                tape.MakeLeaf(root);
        }
    }

    private static Arena? Begin(Tape tape, Walk walk)
    {
        tape.BeginUse(ThreadContext.Here, null);
        walk._walkedAround = tape.Walked;
        return EnterThread(walk.CreatesGraph ? tape : walk);
    }

    private static void End(Tape tape, Walk walk, Arena? previous)
    {
        LeaveThread(previous);

        // A derivative that threw has left its node there.
        tape.Walked = walk._walkedAround;
        walk._walkedAround = null;
        walk.DropAll();
        walk._madeCount = 0;
        walk._donated = null;
        walk.ReleaseAll();
        if (walk._needed.Length > 0)
            Array.Clear(walk._needed, 0, Math.Min(walk._needed.Length, walk._slotCount));
        walk._tape = null!;
        tape.EndUse(tape.SuspendCount);
        lock (Gate)
            Idle.Push(walk);
    }

    private void DropAll()
    {
        for (var slot = 0; slot < _slotCount; slot++)
        {
            if (_slots[slot] is not { } value)
                continue;
            _slots[slot] = null;
            Drop(value);
        }
    }

    /// <summary>Puts the roots' cotangents into their slots and returns the index of the last root's node.</summary>
    private int Seed(ReadOnlySpan<Variable> roots, ReadOnlySpan<Variable?> cotangents)
    {
        if (roots.Length == 0)
            throw Errors.Argument("backward", "there are no roots", "give at least one result");
        var last = -1;
        for (var i = 0; i < roots.Length; i++)
        {
            var root = roots[i];
            root.ThrowIfReleased("backward");
            if (_tape.FindNode(root) is not { } node)
            {
                throw Errors.State(
                    "backward",
                    $"the root {root.Summary()} was not recorded on this tape",
                    "compute it under `using var tape = new Tape();` from Variables that require gradients");
            }

            if (_tape.Diagnoses && _tape.FirstNonFinite is { } first && root.FindNonFinite() >= 0)
                throw Errors.State("backward", $"the root is not finite; the first such value came from {first}", "mend that operation's input");
            last = Math.Max(last, node.Index);
        }

        for (var i = 0; i < roots.Length; i++)
        {
            var root = roots[i];
            var cotangent = cotangents[i];
            if (cotangent is null)
            {
                if (root.Count != 1)
                    throw Errors.Argument("backward", $"the root has shape {root.Shape}, not a scalar's", "reduce it with Sum or Mean, or give a cotangent");
                cotangent = Variable.Allocate(root.Storage.Backend, root.Shape, root.DType);
                cotangent.Storage.Backend.Fill(cotangent.View, 1);
            }
            else
            {
                cotangent.ThrowIfReleased("backward");
                if (cotangent.Shape != root.Shape || cotangent.DType != root.DType || cotangent.Device != root.Device)
                {
                    throw Errors.Argument(
                        "backward",
                        $"the cotangent is {cotangent.DType.Name()}{cotangent.Shape} on {cotangent.Device}, the root {root.DType.Name()}{root.Shape} on {root.Device}",
                        "give one of the root's shape, dtype and device");
                }
            }

            var slot = _tape.FindNode(root)!.FirstSlot + (root.NodeOn(_tape) is null ? 0 : root.OutputIndex);
            if (_slots[slot] is { } sum)
                Replace(slot, CreatesGraph ? sum + cotangent : FreshSum(sum, cotangent));
            else
                Put(slot, cotangent);
        }

        return last;
    }

    /// <summary>Marks the slots on a path from the inputs to the roots: nothing else is computed.</summary>
    private void Target(ReadOnlySpan<Variable> inputs, int last, int firstNode)
    {
        _targeted = true;
        if (_needed.Length < _slotCount)
            _needed = new Need[Math.Max(_slotCount, _needed.Length * 2)];
        foreach (var input in inputs)
        {
            input.ThrowIfReleased("gradients");
            if (_tape.FindNode(input) is { } node && node.FirstSlot < _slotCount)
                _needed[node.FirstSlot + (node.Operation is null ? 0 : input.OutputIndex)] = Need.Target;
        }

        for (var index = firstNode; index <= last; index++)
        {
            var node = _tape.Node(index);
            var reached = false;
            for (var i = 0; i < node.InputCount && !reached; i++)
                reached = node.InputSlot(i) is >= 0 and var slot && _needed[slot] != Need.None;
            for (var i = 0; reached && i < node.OutputCount; i++)
            {
                if (_needed[node.FirstSlot + i] == Need.None)
                    _needed[node.FirstSlot + i] = Need.Path;
            }
        }
    }

    private void Run(int last, int firstNode, bool retain)
    {
        Retains = retain;
        for (var index = last; index >= firstNode; index--)
        {
            var node = _tape.Node(index);
            if (!RunHooks(node) || node.Operation is null)
                continue;
            if (_targeted && !NeedsAnyInput(node))
                continue;
            if (node.Consumed)
                throw Errors.State("backward", $"the graph through {node.Operation.Name}{node.Origin} was already walked and released", "pass retainGraph: true to the walk before");
            CheckUnchanged(node);
            Step(node);
            if (!retain)
            {
                node.Consume();
            }
        }
    }

    private void Step(TapeNode node)
    {
        var firstTemporary = OwnedCount;
        _donated = null;
        _madeCount = 0;
        _recycles = node.Operation!.RecyclesHandles;
        if (!_recycles)
            MarkSeen(node);
        if (_targeted)
            HoldTargets(node, 1);
        var around = _tape.Walked;
        if (_tape.Diagnoses)
            _tape.Walked = node;
        if (Profile.Here is { } profile)
            profile.RunVjp(this, node);
        else
            node.Operation.Vjp(new VjpContext(this, node), new GradientSink(this, node));
        if (_targeted)
            HoldTargets(node, -1);
        if (_tape.Diagnoses)
        {
            _tape.Walked = around;
            ExamineGradients(node);
        }

        if (CreatesGraph)
            return;

        // Temporaries that no slot took go back at once.
        for (var i = firstTemporary; i < OwnedCount; i++)
        {
            if (Owned(i) is { SlotUses: 0 } temporary)
                Release(temporary);
        }

        // The walk's results are read from their slots at the end; all others are done.
        for (var i = 0; i < node.OutputCount; i++)
        {
            var slot = node.FirstSlot + i;
            if (_slots[slot] is not { } done || (_targeted && _needed[slot] == Need.Target))
                continue;
            _slots[slot] = null;
            Drop(done);
        }

        if (_madeCount > 0)
            RecycleHandles();
    }

    /// <summary>
    /// Sorts the handles this step made: unused ones are recycled now, those in slots when their slot is done. A user's
    /// operation may have kept any of them, so those are left to the collector.
    /// </summary>
    private void RecycleHandles()
    {
        foreach (var handle in _madeHere.AsSpan(0, _madeCount))
        {
            handle.IsWalkHandle = _recycles;
            if (_recycles && handle.SlotUses == 0)
                Recycle(handle);
        }

        _madeCount = 0;
    }

    /// <summary>A cotangent that is a result too must not be donated to the derivative as its buffer.</summary>
    private void HoldTargets(TapeNode node, int uses)
    {
        for (var i = 0; i < node.OutputCount; i++)
        {
            if (_needed[node.FirstSlot + i] == Need.Target && _slots[node.FirstSlot + i] is { } cotangent)
                cotangent.Storage.SlotUses += uses;
        }
    }

    private bool NeedsAnyInput(TapeNode node)
    {
        for (var i = 0; i < node.InputCount; i++)
        {
            if (Needs(node.InputSlot(i)))
                return true;
        }

        return false;
    }
}
