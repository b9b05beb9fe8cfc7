using Autograd.Tapes;

namespace Autograd;

/// <content>Requiring, computing and holding gradients.</content>
public sealed partial class Variable
{
    /// <summary>
    /// Whether gradients are wanted here (a leaf that asked for them), or pass through here (a result recorded on an open tape).
    /// </summary>
    /// <exception cref="InvalidOperationException">Set on a recorded result.</exception>
    /// <exception cref="ArgumentException">Set on elements that are not float32 or float64.</exception>
    public bool RequiresGrad
    {
        get => (_marks & Marks.RequiresGrad) != 0 || (_node is { } node && node.Holds(this));
        set
        {
            if (!IsLeaf)
                throw Errors.State("requires_grad", $"{Summary()} is a recorded result", "set it on the leaf, or on x.Detach()");
            if (value && !DType.IsFloat())
                throw Errors.Argument("requires_grad", $"elements are {DType.Name()}", "gradients need float32 or float64, x.To(DType.Float32)");
            _marks = value ? _marks | Marks.RequiresGrad : _marks & ~Marks.RequiresGrad;
        }
    }

    /// <summary>Whether this Variable is no recorded result of an open tape: data, a parameter, or computed without recording.</summary>
    public bool IsLeaf => _node is not { } node || !node.Holds(this);

    /// <summary>
    /// The sum of the gradients of all backward walks since the last <see cref="ZeroGrad"/>; null where none reached this leaf.
    /// It never belongs to a tape. Later walks add to it in place.
    /// </summary>
    /// <exception cref="ArgumentException">Set to a Variable of another shape, dtype or device.</exception>
    public Variable? Grad
    {
        get => _state?.Grad;
        set
        {
            if (value is not null && (value.Shape != Shape || value.DType != DType || value.Device != Device))
                throw Errors.Argument("grad", $"{value.Summary()} does not fit {Summary()}", "give the leaf's shape, dtype and device");
            State.Grad = value;
        }
    }

    internal Variable? GradOrNull => _state?.Grad;

    internal List<Func<Variable, Variable?>>? Hooks => _state?.Hooks;

    /// <summary>Asks for gradients and returns this Variable: <c>var w = Variable.Normal([3, 4]).WithGrad();</c></summary>
    public Variable WithGrad()
    {
        RequiresGrad = true;
        return this;
    }

    /// <summary>
    /// Walks the tape backwards from here and adds the gradients to the <see cref="Grad"/> of every leaf reached.
    /// </summary>
    /// <param name="cotangent">The gradient of whatever follows with respect to this Variable; 1 by default, which needs a scalar.</param>
    /// <param name="createGraph">Whether the walk itself is recorded, for derivatives of derivatives.</param>
    /// <param name="retainGraph">Whether another walk over the same graph will follow; implied by <paramref name="createGraph"/>.</param>
    /// <exception cref="InvalidOperationException">Nothing was recorded, or the graph was consumed by an earlier walk.</exception>
    /// <exception cref="ArgumentException">This Variable is not a scalar and no cotangent is given, or the cotangent does not fit.</exception>
    public void Backward(Variable? cotangent = null, bool createGraph = false, bool retainGraph = false) =>
        Backward([this], [cotangent], createGraph, retainGraph);

    /// <summary>Walks the tape backwards once from several roots.</summary>
    /// <param name="roots">Results of one tape.</param>
    /// <param name="cotangents">A cotangent of each root's shape; null stands for 1 and needs a scalar root.</param>
    /// <param name="createGraph">Whether the walk itself is recorded.</param>
    /// <param name="retainGraph">Whether another walk over the same graph will follow.</param>
    public static void Backward(
        ReadOnlySpan<Variable> roots, ReadOnlySpan<Variable?> cotangents, bool createGraph = false, bool retainGraph = false)
    {
        if (roots.Length != cotangents.Length)
            throw Errors.Argument("backward", $"{roots.Length} roots and {cotangents.Length} cotangents", "give one each, null for a scalar's 1");
        foreach (var root in roots)
            root.ThrowIfReleased("backward");
        var tape = Arena.Current?.RecordingTape;
        while (tape is not null && roots.Length > 0 && roots[0] is not { IsLeaf: true, RequiresGrad: true } && tape.FindNode(roots[0]) is null)
            tape = tape.Parent?.RecordingTape;
        if (tape is null)
        {
            throw Errors.State(
                "backward",
                "nothing was recorded",
                "write `using var tape = new Tape();` before the forward pass, and ask for gradients with x.RequiresGrad = true");
        }

        Walk.ToLeaves(tape, roots, cotangents, createGraph, retainGraph);
    }

    /// <summary>
    /// Forgets the gradient, so that the next backward walk begins anew; its memory returns to the pool, and using the old
    /// <see cref="Grad"/> throws. Keep its values with <see cref="Clone"/>.
    /// </summary>
    public void ZeroGrad()
    {
        if (_state?.Grad is not { } grad)
            return;
        _state.Grad = null;
        if (!grad.IsReleased && grad.Storage.Owner is null && ReferenceEquals(_state.OwnGrad, grad))
            grad.Storage.Backend.Release(grad.Storage);
        _state.OwnGrad = null;
    }

    /// <summary>
    /// Calls a function with this Variable's completed gradient in each backward walk, once; what it returns replaces the
    /// gradient, null leaves it.
    /// </summary>
    /// <param name="hook">Gets the gradient, must not change it.</param>
    /// <returns>Removes the hook when disposed.</returns>
    public IDisposable RegisterHook(Func<Variable, Variable?> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        if (!RequiresGrad)
            throw Errors.State("hook", $"{Summary()} requires no gradient", "set RequiresGrad first, or register it on a recorded result");
        (State.Hooks ??= []).Add(hook);
        return new HookRegistration(State.Hooks, hook);
    }

    /// <summary>The same values, outside of any graph: gradients do not pass.</summary>
    /// <remarks>Shares the storage. For state carried to the next step: <c>h = h.Detach().Keep();</c></remarks>
    public Variable Detach()
    {
        ThrowIfReleased("detach");
        var detached = ViewAs(_shape, _strides, _offset);
        detached.MadeBy = MadeBy;
        return detached;
    }

    /// <summary>
    /// Takes the storage, with all its views, out of the tape or scope that owns it: it stays until the collector finds it
    /// unused. A recorded Variable stays recorded while its tape is open, and is plain data afterwards.
    /// </summary>
    /// <returns>This Variable.</returns>
    public Variable Keep()
    {
        ThrowIfReleased("keep");
        if (_storage.Owner is { } owner)
        {
            owner.Disown(_storage);
            _storage.LeaveToCollector();
        }

        return this;
    }

    /// <summary>
    /// Says that nobody will see this value's storage any more: it goes back now, or when the last derivative that reads it has passed. Nothing happens
    /// where no tape owns it, or the tape is asked to keep what no derivative reads.
    /// </summary>
    internal void MarkUnseen()
    {
        if (!IsReleased && _storage.Owner is Tape { KeepsUnread: false } tape)
            tape.MarkUnseen(_storage);
    }

    internal void SetGrad(Variable grad)
    {
        grad._marks |= Marks.Gradient;
        State.Grad = grad;
        State.OwnGrad = grad;
    }

    /// <summary>Adds a sum that is someone else's too: into the gradient in place, or into a fresh one.</summary>
    internal void AddGrad(Variable sum)
    {
        if (State.Grad is { } grad)
        {
            if (grad.IsReleased)
                throw new ReleasedVariableException(grad.ReleasedText("backward"));
            grad.Storage.Backend.Accumulate(sum.View, grad.View);
            grad.Storage.Changed("Backward");
            return;
        }

        var fresh = AllocateUnowned(_storage.Backend, _shape, DType, pooled: true);
        _storage.Backend.Copy(sum.View, fresh.View);
        SetGrad(fresh);
    }

    /// <summary>A gradient that is itself recorded: it stays part of the graph while the tape is open.</summary>
    internal void AddRecordedGrad(Variable sum)
    {
        var total = State.Grad is { } grad ? grad + sum : sum.Contiguous();
        if (total.Storage.Owner is not null)
            total.Keep();
        State.Grad = total;
        State.OwnGrad = null;
    }

    /// <summary>Reserves the gradient for one walk; false where another walk holds it.</summary>
    internal bool TryClaim(Walk walk) => Interlocked.CompareExchange(ref State.Claimant, walk, null) is null;

    internal void EndClaim(Walk walk)
    {
        if (_state is not null)
            Interlocked.CompareExchange(ref _state.Claimant, null, walk);
    }

    private sealed class HookRegistration(List<Func<Variable, Variable?>> hooks, Func<Variable, Variable?> hook) : IDisposable
    {
        public void Dispose() => hooks.Remove(hook);
    }
}
