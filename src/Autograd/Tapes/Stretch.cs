using Autograd.Ops;

namespace Autograd.Tapes;

/// <summary>
/// The stretch of a tape that one call of <see cref="Derivatives"/> records: on the tape that records around it, so that
/// derivatives nest, or on a private one, whose results go to the caller.
/// </summary>
internal sealed class Stretch : IDisposable
{
    private readonly Tape _tape;
    private readonly bool _private;
    private readonly bool _retainedBefore;
    private readonly int _firstNode;
    private readonly int _firstSlot;

    public Stretch(params Variable[] inputs)
    {
        foreach (var input in inputs)
        {
            ArgumentNullException.ThrowIfNull(input);
            input.ThrowIfReleased("derivative");
            if (!input.DType.IsFloat())
                throw Errors.Argument("derivative", $"the input is {input.DType.Name()}", "derivatives need float32 or float64");
        }

        var around = Tape.Active;
        _private = around is null;
        _tape = around ?? new Tape();
        _retainedBefore = _tape.RetainsEverything;
        _tape.RetainsEverything = true;
        _firstNode = _tape.NodeCount;
        _firstSlot = _tape.SlotCount;
        Inputs = Array.ConvertAll(inputs, input => AliasOp.Apply(_tape, input));
    }

    public Variable[] Inputs { get; }

    /// <summary>The inputs' gradients. Under a surrounding tape the walk is recorded: someone may differentiate it.</summary>
    public Variable?[] Walk(Variable value, Variable? cotangent, bool createGraph = false, bool retainGraph = false) =>
        _tape.FindNode(value) is null
            ? new Variable?[Inputs.Length]
            : Tapes.Walk.ToInputs(_tape, [value], [cotangent], Inputs, createGraph || !_private, retainGraph, _firstNode);

    /// <summary>The value's tangent.</summary>
    public Variable? Push(Variable value, IReadOnlyList<Variable?> tangents)
    {
        var push = new Pushforward(_tape, _firstSlot);
        for (var i = 0; i < Inputs.Length; i++)
        {
            if (tangents[i] is { } tangent)
                push.Seed(Inputs[i], tangent);
        }

        if (_private)
            _tape.Suspend();
        try
        {
            push.Run(_firstNode, _tape.NodeCount);
        }
        finally
        {
            if (_private)
                _tape.Resume();
        }

        return push.Tangent(value);
    }

    /// <summary>Hands a result out: it survives a private tape.</summary>
    public Variable Give(Variable result) => _private && !result.IsReleased && result.Storage.Owner == _tape ? result.Keep() : result;

    public void Dispose()
    {
        _tape.RetainsEverything = _retainedBefore;
        if (_private)
            _tape.Dispose();
    }
}
