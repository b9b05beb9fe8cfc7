using Autograd.Backends;
using Autograd.Tapes;

namespace Autograd.Ops;

/// <summary>What an operation's forward pass gets, and where its results go.</summary>
public readonly ref struct ForwardContext
{
    private readonly ThreadContext _here;
    private readonly Operation _operation;
    private readonly ReadOnlySpan<Variable> _inputs;
    private readonly Span<Variable?> _outputs;
    private readonly ref SavedValues _saved;

    internal ForwardContext(
        ThreadContext here, Operation operation, ReadOnlySpan<Variable> inputs, Span<Variable?> outputs, ref SavedValues saved, bool willRecord)
    {
        _here = here;
        _operation = operation;
        _inputs = inputs;
        _outputs = outputs;
        _saved = ref saved;
        WillRecord = willRecord;
    }

    /// <summary>Whether a derivative may follow; where not, there is nothing to save.</summary>
    public bool WillRecord { get; }

    /// <summary>The inputs.</summary>
    public ReadOnlySpan<Variable> Inputs => _inputs;

    /// <summary>The number of outputs asked for.</summary>
    public int OutputCount => _outputs.Length;

    /// <summary>The backend of the inputs' device.</summary>
    public IBackend Backend => _inputs[0].Storage.Backend;

    /// <summary>An input.</summary>
    /// <param name="index">Its index.</param>
    public Variable this[int index] => _inputs[index];

    /// <summary>A contiguous Variable with unspecified content on the inputs' device, owned like every result.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="dtype">Its element type.</param>
    public Variable Allocate(Shape shape, DType dtype) => Variable.Allocate(_here, Backend, shape, dtype);

    /// <summary>Sets the only, or the first, output.</summary>
    /// <param name="output">A fresh Variable, or a view of an input.</param>
    public void SetOutput(Variable output) => SetOutput(0, output);

    /// <summary>Sets an output.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="output">A fresh Variable, or a view of an input.</param>
    public void SetOutput(int index, Variable output)
    {
        ArgumentNullException.ThrowIfNull(output);

        // An output must be a handle of its own: the node marks it as its result.
        foreach (var input in _inputs)
        {
            if (ReferenceEquals(input, output))
                output = input.ViewAs(input.Shape, input.Strides, input.Offset);
        }

        output.MadeBy = _operation;
        _outputs[index] = output;
    }

    /// <summary>Keeps an internal value for the derivative; it returns to the pool as the walk passes.</summary>
    /// <param name="value">A Variable the user never sees.</param>
    public void Save(Variable value)
    {
        if (_saved.First is null)
            _saved.First = value;
        else if (_saved.Second is null)
            _saved.Second = value;
        else
            throw Errors.State(_operation.Name, "more than two values saved", "pack them into one Variable");
    }

    /// <summary>Notes that a fused kernel ran, so that its backward kernel may follow.</summary>
    internal void MarkFused() => _saved.IsFused = true;
}
