using Autograd.Backends;
using Autograd.Tapes;

namespace Autograd.Ops;

/// <summary>What an operation's backward pass gets: the recorded values it declared, and the outputs' cotangents.</summary>
public readonly ref struct VjpContext
{
    private readonly Walk _walk;
    private readonly TapeNode _node;

    internal VjpContext(Walk walk, TapeNode node)
    {
        _walk = walk;
        _node = node;
    }

    /// <summary>Whether the walk is recorded: then the derivative must be written in Variable operations, not kernels.</summary>
    public bool CreatesGraph => _walk.CreatesGraph;

    /// <summary>The number of inputs.</summary>
    public int InputCount => _node.InputCount;

    /// <summary>The number of outputs.</summary>
    public int OutputCount => _node.OutputCount;

    /// <summary>The backend of the node's device.</summary>
    public IBackend Backend => _node.Output(0).Storage.Backend;

    /// <summary>The only, or the first, output's cotangent.</summary>
    /// <exception cref="InvalidOperationException">It is absent; ask <see cref="CotangentOrNull"/> in operations of several outputs.</exception>
    public Variable Cotangent => CotangentOrNull(0) ?? throw Errors.State(_node.Operation!.Name, "output 0 has no cotangent", "ask CotangentOrNull");

    internal TapeNode Node => _node;

    /// <summary>Whether a value lies on the part of the tape that the walk goes over, so that it sees what the value depends on.</summary>
    internal bool Reaches(Variable value) => value.NodeOn(_node.Tape!) is not { } maker || maker.Index >= _walk.FirstNode;

    /// <summary>An output's cotangent, null where nothing reached it.</summary>
    /// <param name="output">The output's index.</param>
    public Variable? CotangentOrNull(int output) => _walk.Cotangent(_node, output);

    /// <summary>Whether an input needs a gradient.</summary>
    /// <param name="input">The input's index.</param>
    public bool Needs(int input)
    {
        // A node's slots are reused: one beyond its inputs is another recording's.
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(input, _node.InputCount);
        return _walk.Needs(_node.InputSlot(input));
    }

    /// <summary>Which inputs need a gradient.</summary>
    public InputMask NeedsMask()
    {
        var mask = default(InputMask);
        for (var i = 0; i < _node.InputCount; i++)
        {
            if (Needs(i))
                mask = mask.With(i);
        }

        return mask;
    }

    /// <summary>An input whose value the operation declared in <see cref="Operation.SavesFor"/>.</summary>
    /// <param name="index">The input's index.</param>
    public Variable Input(int index)
    {
        if (!_node.NeedsInput(index))
            throw Errors.State(_node.Operation!.Name, $"the derivative reads input {index}, which SavesFor did not name", "name it there");
        return _node.Input(index);
    }

    /// <summary>An input's shape, which needs no declaration.</summary>
    /// <param name="index">The input's index.</param>
    public Shape InputShape(int index) => _node.Input(index).Shape;

    /// <summary>An input's element type, which needs no declaration.</summary>
    /// <param name="index">The input's index.</param>
    public DType InputDType(int index) => _node.Input(index).DType;

    /// <summary>An output whose value the operation declared in <see cref="Operation.SavesFor"/>.</summary>
    /// <param name="index">The output's index.</param>
    public Variable Output(int index = 0)
    {
        if ((_node.Saves & Saves.Output) == 0)
            throw Errors.State(_node.Operation!.Name, "the derivative reads an output, which SavesFor did not name", "name it there");
        return _node.Output(index);
    }

    /// <summary>A value the forward pass saved.</summary>
    /// <param name="index">Its index in the order of saving.</param>
    public Variable Saved(int index) => _node.Saved(index);

    /// <summary>
    /// Room of a saved value's shape for the derivative to write to: the value's own where no other walk will read it, each element being read before it is
    /// written; fresh otherwise.
    /// </summary>
    internal Variable RoomOfSaved(int index)
    {
        var saved = _node.Saved(index);
        if (_walk.Retains)
            return Variable.Allocate(Backend, saved.Shape, saved.DType);

        // Should the derivative fail half-way, no later walk may take what is left for what was saved.
        _node.Consumed = true;
        return saved;
    }

    /// <summary>The input where it is declared, the cotangent's place-holder elsewhere: kernels do not read what is not declared.</summary>
    internal TensorView ViewOfInput(int index, Variable otherwise) => (_node.NeedsInput(index) ? _node.Input(index) : otherwise).View;

    internal TensorView ViewOfOutput(Variable otherwise) => ((_node.Saves & Saves.Output) != 0 ? _node.Output(0) : otherwise).View;

    /// <summary>
    /// Memory for a result of a cotangent's shape: the cotangent's own where nobody else sees it, fresh otherwise.
    /// </summary>
    internal Variable DonateOrAllocate(Variable cotangent) => _walk.DonateOrAllocate(cotangent);
}
