using Autograd.Tapes;

namespace Autograd.Ops;

/// <summary>What an operation's forward derivative gets: the recorded values, the inputs' tangents, and where the outputs' go.</summary>
public readonly ref struct JvpContext
{
    private readonly Pushforward _push;
    private readonly TapeNode _node;

    internal JvpContext(Pushforward push, TapeNode node)
    {
        _push = push;
        _node = node;
    }

    /// <summary>The number of inputs.</summary>
    public int InputCount => _node.InputCount;

    /// <summary>The number of outputs.</summary>
    public int OutputCount => _node.OutputCount;

    internal TapeNode Node => _node;

    /// <summary>An input.</summary>
    /// <param name="index">Its index.</param>
    public Variable Input(int index) => _node.Input(index);

    /// <summary>An output.</summary>
    /// <param name="index">Its index.</param>
    public Variable Output(int index = 0) => _node.Output(index);

    /// <summary>A value the forward pass saved.</summary>
    /// <param name="index">Its index in the order of saving.</param>
    public Variable Saved(int index) => _node.Saved(index);

    /// <summary>An input's tangent, null where it is zero.</summary>
    /// <param name="input">The input's index.</param>
    public Variable? Tangent(int input)
    {
        // A node's slots are reused: one beyond its inputs is another recording's.
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(input, _node.InputCount);
        return _push.Tangent(_node.InputSlot(input));
    }

    /// <summary>Sets the only, or the first, output's tangent.</summary>
    /// <param name="tangent">The tangent, of the output's shape and dtype.</param>
    public void SetTangent(Variable tangent) => SetTangent(0, tangent);

    /// <summary>Sets an output's tangent.</summary>
    /// <param name="output">The output's index.</param>
    /// <param name="tangent">The tangent, of the output's shape and dtype.</param>
    public void SetTangent(int output, Variable tangent) => _push.SetTangent(_node, output, tangent);

    /// <summary>The tangent of a linear operation of one input and output: the operation itself, applied to the tangent.</summary>
    /// <param name="operation">The operation.</param>
    public void SetLinear(Operation operation)
    {
        if (Tangent(0) is { } tangent)
            SetTangent(Operation.Apply(operation, tangent));
    }
}
