using Autograd.Tapes;

namespace Autograd.GradientChecking;

/// <summary>
/// A function's tape, opened up: the operations between its inputs and its outputs, those inside checkpointed functions with
/// them, in the order of the forward pass.
/// </summary>
internal sealed class TapeRecording : IDisposable
{
    private readonly List<Tape> _tapes = [];
    private readonly List<RecordedNode> _nodes = [];

    /// <summary>
    /// Runs a function under a diagnosing tape of its own, on which scopes release nothing. The tape stays open to be read, but
    /// is not ambient any more: replays are not recorded on it.
    /// </summary>
    /// <param name="function">Gets the tape and gives the outputs.</param>
    public TapeRecording(Func<Tape, Variable[]> function)
        : this((tape, _) => function(tape))
    {
    }

    /// <summary>The same where operations on the way to other values are wanted too.</summary>
    /// <param name="function">Gets the tape and a list for the other values, and gives the outputs.</param>
    public TapeRecording(Func<Tape, List<Variable>, Variable[]> function)
    {
        var previous = Arena.EnterThread(null);
        Tape = new Tape(TapeOptions.Diagnose) { RetainsEverything = true };
        _tapes.Add(Tape);
        try
        {
            var others = new List<Variable>();
            Outputs = function(Tape, others);
            Collect(Tape, [.. Outputs, .. others], string.Empty);
        }
        catch
        {
            Dispose();
            throw;
        }
        finally
        {
            Arena.LeaveThread(previous);
        }
    }

    public Tape Tape { get; }

    public Variable[] Outputs { get; }

    /// <summary>The operations, a checkpointed function's in the place where it ran.</summary>
    public IReadOnlyList<RecordedNode> Nodes => _nodes;

    /// <summary>Whether an operation is on the outermost tape, where the slots are one walk's.</summary>
    public bool IsOutermost(RecordedNode node) => ReferenceEquals(node.Tape, Tape);

    public void Dispose()
    {
        var previous = Arena.EnterThread(null);
        for (var i = _tapes.Count - 1; i >= 0; i--)
            _tapes[i].Dispose();
        _tapes.Clear();
        Arena.LeaveThread(previous);
    }

    private void Collect(Tape tape, Variable[] outputs, string module)
    {
        var live = LiveNodes(tape, outputs);
        for (var index = 0; index < live.Length; index++)
        {
            if (!live[index])
                continue;
            var node = new RecordedNode(tape.Node(index), _nodes.Count, tape, module);
            if (node.Operation is IRerun function)
                LookInside(function, node.Module);
            else
                _nodes.Add(node);
        }
    }

    /// <summary>Runs a checkpointed function again on a tape of its own; results of the tapes around are leaves there.</summary>
    private void LookInside(IRerun function, string module)
    {
        var previous = Arena.EnterThread(null);
        try
        {
            var tape = new Tape(TapeOptions.Diagnose, onThreadOnly: true) { RetainsEverything = true };
            _tapes.Add(tape);
            Collect(tape, function.Rerun(), module);
        }
        finally
        {
            Arena.LeaveThread(previous);
        }
    }

    /// <summary>The nodes a backward walk from the outputs visits.</summary>
    private static bool[] LiveNodes(Tape tape, Variable[] outputs)
    {
        var live = new bool[tape.NodeCount];
        var wanted = new bool[tape.SlotCount];
        foreach (var output in outputs)
        {
            if (tape.FindNode(output) is { } node)
                wanted[node.FirstSlot + (node.Operation is null ? 0 : output.OutputIndex)] = true;
        }

        for (var index = live.Length - 1; index >= 0; index--)
        {
            var node = tape.Node(index);
            if (node.Operation is null)
                continue;
            for (var i = 0; i < node.OutputCount; i++)
                live[index] |= wanted[node.FirstSlot + i];
            for (var i = 0; live[index] && i < node.InputCount; i++)
            {
                if (node.InputSlot(i) >= 0)
                    wanted[node.InputSlot(i)] = true;
            }
        }

        return live;
    }
}
