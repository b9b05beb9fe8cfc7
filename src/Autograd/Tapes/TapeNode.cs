using System.Runtime.CompilerServices;
using Autograd.Ops;

namespace Autograd.Tapes;

/// <summary>
/// One recorded operation, or one leaf where <see cref="Operation"/> is null: what went in, what came out and what was
/// saved. Nodes are recycled by their tape; up to three inputs and two saved values live in the node itself.
/// </summary>
internal sealed class TapeNode
{
    private Inline3<Variable?> _inputs;
    private Inline3<int> _inputSlots;
    private Inline3<int> _inputVersions;
    private Inline2<Variable?> _saved;
    private Variable?[] _moreInputs = [];
    private int[] _moreInputSlots = [];
    private int[] _moreInputVersions = [];
    private Variable?[] _moreOutputs = [];
    private Variable? _output;
    private int _outputVersion;
    private int _savedCount;

    /// <summary>The operation, or null for a leaf.</summary>
    public Operation? Operation { get; private set; }

    /// <summary>The tape this node is recorded on, null while it waits for its next use.</summary>
    public Tape? Tape { get; private set; }

    /// <summary>The place in the tape's list.</summary>
    public int Index { get; private set; }

    /// <summary>The slot of the first output; the others follow.</summary>
    public int FirstSlot { get; private set; }

    public int InputCount { get; private set; }

    public int OutputCount { get; private set; }

    public int SavedCount => _savedCount;

    /// <summary>What the derivative reads, for version checks.</summary>
    public Saves Saves { get; private set; }

    /// <summary>Whether a walk that did not retain the graph has passed.</summary>
    public bool Consumed { get; set; }

    /// <summary>Whether a fused operation's own kernel computed the outputs: only then may its backward kernel run.</summary>
    public bool IsFused { get; set; }

    /// <summary>File, line and module path under Diagnose.</summary>
    public NodeOrigin? Origin { get; set; }

    /// <summary>An elementwise operation's partial derivative that a recorded walk computed, for the next such walk.</summary>
    public Variable? Partial { get; set; }

    /// <summary>The module path while a profile runs.</summary>
    public string? Module { get; set; }

    /// <summary>The first input's place in what a derivative reads; inputs from the 16th on are told together.</summary>
    private static Saves SaveOf(int index) => (Saves)(1 << Math.Min(index, 15));

    public Variable Input(int index) => index < 3 ? _inputs[index]! : _moreInputs[index - 3]!;

    /// <summary>The cotangent slot an input's gradient goes to, or −1 where it needs none.</summary>
    public int InputSlot(int index) => index < 3 ? _inputSlots[index] : _moreInputSlots[index - 3];

    public Variable Output(int index) => index == 0 ? _output! : _moreOutputs[index - 1]!;

    public Variable Saved(int index) => _saved[index]!;

    /// <summary>Whether a Variable is still this node's output: false once the node serves another recording.</summary>
    public bool Holds(Variable variable)
    {
        var index = variable.OutputIndex;
        return index < OutputCount && ReferenceEquals(Output(index), variable);
    }

    public void BeginLeaf(Tape tape, int index, int slot, Variable leaf)
    {
        Tape = tape;
        Operation = null;
        Index = index;
        FirstSlot = slot;
        InputCount = 0;
        OutputCount = 1;
        _output = leaf;
    }

    public void Begin(
        Tape tape,
        Operation operation,
        int index,
        int slot,
        ReadOnlySpan<Variable> inputs,
        ReadOnlySpan<int> inputSlots,
        ReadOnlySpan<Variable?> outputs,
        Saves saves)
    {
        Tape = tape;
        Operation = operation;
        Index = index;
        FirstSlot = slot;
        InputCount = inputs.Length;
        OutputCount = outputs.Length;
        Saves = saves;
        if (inputs.Length > 3 && _moreInputs.Length < inputs.Length - 3)
        {
            _moreInputs = new Variable?[inputs.Length - 3];
            _moreInputSlots = new int[inputs.Length - 3];
            _moreInputVersions = new int[inputs.Length - 3];
        }

        if (outputs.Length - 1 > _moreOutputs.Length)
            _moreOutputs = new Variable?[outputs.Length - 1];
        for (var i = 0; i < inputs.Length; i++)
        {
            var input = inputs[i];
            var version = 0;
            if ((saves & SaveOf(i)) != 0)
            {
                input.Storage.SavedBy++;
                version = input.Storage.Version;
            }

            if (i < 3)
                (_inputs[i], _inputSlots[i], _inputVersions[i]) = (input, inputSlots[i], version);
            else
                (_moreInputs[i - 3], _moreInputSlots[i - 3], _moreInputVersions[i - 3]) = (input, inputSlots[i], version);
        }

        _output = outputs[0];
        for (var i = 1; i < outputs.Length; i++)
            _moreOutputs[i - 1] = outputs[i];
        if ((saves & Saves.Output) != 0)
        {
            _outputVersion = _output!.Storage.Version;
            for (var i = 0; i < outputs.Length; i++)
                outputs[i]!.Storage.SavedBy++;
        }
    }

    public void Save(Variable value)
    {
        if (_savedCount == 2)
            throw Errors.State(Operation!.Name, "more than two values saved", "pack them into one Variable");
        value.Storage.SavedBy++;
        _saved[_savedCount++] = value;
    }

    public bool NeedsInput(int index) => (Saves & SaveOf(index)) != 0;

    /// <summary>Whether everything the derivative reads is still there, and as it was when recorded.</summary>
    public bool IsAsSaved()
    {
        for (var i = 0; i < InputCount; i++)
        {
            if ((Saves & SaveOf(i)) == 0)
                continue;
            var input = Input(i);
            if (input.IsReleased || input.Storage.Version != (i < 3 ? _inputVersions[i] : _moreInputVersions[i - 3]))
                return false;
        }

        return (Saves & Saves.Output) == 0 || _output!.Storage.Version == _outputVersion;
    }

    /// <summary>The first saved value that was changed in place since, as the input's index or −1 for the output; null if none was.</summary>
    public int? FindChanged()
    {
        for (var i = 0; i < InputCount; i++)
        {
            if (NeedsInput(i) && Input(i).Storage.Version != (i < 3 ? _inputVersions[i] : _moreInputVersions[i - 3]))
                return i;
        }

        return (Saves & Saves.Output) != 0 && _output!.Storage.Version != _outputVersion ? -1 : null;
    }

    /// <summary>No walk will come again: saved internals go back to the pool, and so does what the derivative read and nobody can see.</summary>
    public void Consume()
    {
        Consumed = true;
        if (Saves != Saves.None)
        {
            for (var i = 0; i < InputCount; i++)
            {
                if ((Saves & SaveOf(i)) != 0)
                    Unsave(Input(i));
            }

            for (var i = 0; (Saves & Saves.Output) != 0 && i < OutputCount; i++)
                Unsave(Output(i));
        }

        for (var i = 0; i < _savedCount; i++)
        {
            var value = _saved[i]!;
            if (!value.IsReleased && value.Storage.Owner is { } owner)
                owner.Release(value.Storage);
            _saved[i] = null;
        }

        _savedCount = 0;
    }

    /// <summary>Forgets everything, so that what was recorded can be collected while the node waits for its next use.</summary>
    public void Clear()
    {
        for (var i = 0; Saves != Saves.None && !Consumed && i < InputCount; i++)
        {
            if (NeedsInput(i) && Input(i) is { IsReleased: false } input && input.Storage.SavedBy > 0)
                input.Storage.SavedBy--;
        }

        _inputs = default;
        if (_savedCount > 0)
            _saved = default;
        _output = null;
        if (InputCount > 3)
            Array.Clear(_moreInputs);
        if (OutputCount > 1)
            Array.Clear(_moreOutputs);
        _savedCount = 0;
        InputCount = 0;
        OutputCount = 0;
        Saves = Saves.None;
        Consumed = false;
        Origin = null;
        Module = null;
        Partial = null;
        Operation = null;
        Tape = null;
    }

    private static void Unsave(Variable value)
    {
        if (value.IsReleased)
            return;
        var storage = value.Storage;
        if (--storage.SavedBy == 0 && storage.IsUnseen)
            storage.Owner?.Release(storage);
    }

    [InlineArray(3)]
    private struct Inline3<T>
    {
        private T _first;
    }

    [InlineArray(2)]
    private struct Inline2<T>
    {
        private T _first;
    }
}
