namespace Autograd.Tapes;

/// <content>What leaves the walk: hooks' replacements, leaf gradients, requested results; and the checks on the way.</content>
internal sealed partial class Walk
{
    /// <summary>Runs the hooks of a node's completed slots; false where no cotangent arrived at all.</summary>
    private bool RunHooks(TapeNode node)
    {
        if (node.OutputCount == 1 && node.Output(0).Hooks is null)
            return _slots[node.FirstSlot] is not null;
        var any = false;
        for (var i = 0; i < node.OutputCount; i++)
        {
            var slot = node.FirstSlot + i;
            if (_slots[slot] is not { } cotangent)
                continue;
            any = true;
            var variable = node.Output(i);
            if (variable.Hooks is not { Count: > 0 } hooks)
                continue;
            _tape.UserRuns++;
            foreach (var hook in hooks.ToArray())
            {
                Expose(cotangent);
                var replacement = RunHook(hook, cotangent);
                if (replacement is null || ReferenceEquals(replacement, cotangent))
                    continue;
                replacement.ThrowIfReleased("hook");
                if (replacement.Shape != variable.Shape || replacement.DType != variable.DType || replacement.Device != variable.Device)
                {
                    throw Errors.State(
                        "hook",
                        $"it returned {replacement.DType.Name()}{replacement.Shape} for a gradient of {variable.DType.Name()}{variable.Shape}",
                        "return the gradient's shape, dtype and device, or null to leave it");
                }

                Replace(slot, replacement);
                cotangent = replacement;
            }
        }

        return any;
    }

    private Variable? RunHook(Func<Variable, Variable?> hook, Variable cotangent)
    {
        // What a hook computes is the user's to see, so the tape owns it, not the walk.
        var previous = EnterThread(_tape);
        if (!CreatesGraph)
            _tape.Suspend();
        try
        {
            return hook(cotangent);
        }
        finally
        {
            if (!CreatesGraph)
                _tape.Resume();
            LeaveThread(previous);
        }
    }

    /// <summary>A user is about to see this value: it stays readable until the tape's disposal, and its handle is theirs.</summary>
    private void Expose(Variable value)
    {
        value.IsWalkHandle = false;
        if (value.Storage.Owner == this)
        {
            Disown(value.Storage);
            _tape.Own(value.Storage);
        }
    }

    /// <summary>A user's operation sees its cotangents: their handles must not serve another value later.</summary>
    private void MarkSeen(TapeNode node)
    {
        _tape.UserRuns++;
        for (var i = 0; i < node.OutputCount; i++)
        {
            if (_slots[node.FirstSlot + i] is { } cotangent)
                cotangent.IsWalkHandle = false;
        }
    }

    private Variable? TakeResult(Variable input)
    {
        if (_tape.FindNode(input) is not { } node || node.FirstSlot >= _slotCount)
            return null;
        if (_slots[node.FirstSlot + (node.Operation is null ? 0 : input.OutputIndex)] is not { } value)
            return null;
        if (CreatesGraph)
            return value;
        if (!value.IsContiguous)
            value = value.CopyContiguous();
        Expose(value);
        return value;
    }

    private void ClaimLeaves(int last)
    {
        foreach (var node in _tape.LeafNodes)
        {
            if (node.Index > last)
                break;
            if (!node.Output(0).TryClaim(this))
            {
                throw Errors.State(
                    "backward", $"another backward walk is adding to the gradient of the same leaf {node.Output(0).Summary()}", "use tape.Gradients in parallel work, and add up");
            }
        }
    }

    private void ReleaseLeaves(int last)
    {
        foreach (var node in _tape.LeafNodes)
        {
            if (node.Index > last)
                break;
            node.Output(0).EndClaim(this);
        }
    }

    /// <summary>Moves the completed sums into the leaves' gradients, all at the end: an error before has changed none.</summary>
    private void CommitLeaves(int last)
    {
        // A recorded sum may make the tape know further leaves, behind these.
        var leaves = _tape.LeafNodes;
        for (var i = 0; i < leaves.Count && leaves[i].Index <= last; i++)
        {
            var node = leaves[i];
            if (_slots[node.FirstSlot] is not { } sum)
                continue;
            var leaf = node.Output(0);
            if (leaf.IsProbe)
                continue;
            if (CreatesGraph)
                leaf.AddRecordedGrad(sum);
            else if (leaf.GradOrNull is null && IsExclusive(sum, 1) && sum.Offset == 0 && sum.Storage.Count == sum.Count)
                leaf.SetGrad(Detach(sum));
            else
                leaf.AddGrad(sum);
        }
    }

    /// <summary>Donates a sum's buffer: it leaves the walk for a handle of the user's.</summary>
    private Variable Detach(Variable sum)
    {
        Disown(sum.Storage);
        return Variable.Handle(sum.Storage, sum.Shape, sum.Strides, 0);
    }

    private static void CheckUnchanged(TapeNode node)
    {
        if (node.Saves != Ops.Saves.None && !node.IsAsSaved())
            ThrowChanged(node);
    }

    private static void ThrowChanged(TapeNode node)
    {
        var operation = node.Operation!;
        if (node.FindChanged() is { } changed)
        {
            var what = changed < 0 ? "its result" : $"its input {changed}";
            var variable = changed < 0 ? node.Output(0) : node.Input(changed);
            throw Errors.State(
                "backward",
                $"{operation.Name}{node.Origin} needs {what} as it was, but {variable.Storage.LastChange} has changed it since",
                "change it after the backward walk, or use a Clone in the forward pass");
        }

        for (var i = 0; i < node.InputCount; i++)
        {
            if (node.NeedsInput(i))
                node.Input(i).ThrowIfReleased(operation);
        }
    }

    private void ExamineGradients(TapeNode node)
    {
        for (var i = 0; i < node.OutputCount; i++)
        {
            if (_slots[node.FirstSlot + i] is { } cotangent && cotangent.FindNonFinite() >= 0)
                return;
        }

        for (var i = 0; i < node.InputCount; i++)
        {
            if (node.InputSlot(i) is >= 0 and var slot && _slots[slot] is { } gradient && gradient.FindNonFinite() is >= 0 and var place)
            {
                throw Errors.State(
                    "backward",
                    $"the derivative of {node.Operation!.Name}{node.Origin} turned finite cotangents into {gradient.ElementText(place)} for input {i} at element {place} of {gradient.Shape}",
                    "keep its input away from the point where the derivative does not exist");
            }
        }
    }
}
