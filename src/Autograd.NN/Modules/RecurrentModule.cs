namespace Autograd.NN;

/// <summary>
/// What <see cref="Rnn"/>, <see cref="Gru"/> and <see cref="Lstm"/> share: layers one above the other, each in one direction or two,
/// with their weights by PyTorch's names: <c>weight_ih_l0</c>, <c>weight_hh_l0</c>, <c>bias_ih_l0</c>, <c>bias_hh_l0</c>, and
/// <c>_reverse</c> behind those of the way back.
/// </summary>
/// <typeparam name="TInput">The sequence, and perhaps the state before its first step.</typeparam>
/// <typeparam name="TOutput">The last layer's state at each step, and all layers' after the last.</typeparam>
public abstract class RecurrentModule<TInput, TOutput> : Module<TInput, TOutput>
{
    private readonly Direction[] _directions;

    private protected RecurrentModule(int gates, RecurrentOptions options)
    {
        var name = GetType().Name;
        if (options.Inputs < 1 || options.Units < 1 || options.Layers < 1)
            throw Errors.Argument(name, $"{options.Inputs} inputs, {options.Units} units, {options.Layers} layers", "give 1 or more");
        if (options.Dropout is not (>= 0 and <= 1))
            throw Errors.Argument(name, $"the dropout's probability is {options.Dropout}", "use 0 to 1");
        if (options.Dropout > 0 && options.Layers == 1)
            throw Errors.Argument(name, $"a dropout of {options.Dropout} between layers, of which there is 1", "give 2 layers or more, or drop the output with a Dropout of its own");
        (Inputs, Units, Layers, IsBidirectional, Dropout, BatchFirst) =
            (options.Inputs, options.Units, options.Layers, options.IsBidirectional, options.Dropout, options.BatchFirst);
        _directions = new Direction[Layers * DirectionCount];
        var bound = 1 / Math.Sqrt(Units);
        var initialiser = Initialisers.Uniform(-bound, bound);
        for (var i = 0; i < _directions.Length; i++)
        {
            var (layer, direction) = Math.DivRem(i, DirectionCount);
            var suffix = $"l{layer}{(direction == 1 ? "_reverse" : string.Empty)}";
            _directions[i] = new Direction(
                AddParameter($"weight_ih_{suffix}", [gates * Units, layer == 0 ? Inputs : DirectionCount * Units], initialiser),
                AddParameter($"weight_hh_{suffix}", [gates * Units, Units], initialiser),
                options.Bias ? AddParameter($"bias_ih_{suffix}", [gates * Units], initialiser) : null,
                options.Bias ? AddParameter($"bias_hh_{suffix}", [gates * Units], initialiser) : null);
        }
    }

    /// <summary>The last axis of the input.</summary>
    public int Inputs { get; }

    /// <summary>The last axis of a state.</summary>
    public int Units { get; }

    /// <summary>How many layers lie one above the other.</summary>
    public int Layers { get; }

    /// <summary>Whether each layer also goes through the sequence from its end; the output's last axis is then twice as long.</summary>
    public bool IsBidirectional { get; }

    /// <summary>The probability that an element is dropped between two layers in training.</summary>
    public double Dropout { get; }

    /// <summary>Whether sequences are [batch, steps, …] and not [steps, batch, …]. States are [layers · directions, batch, units] always.</summary>
    public bool BatchFirst { get; }

    private int DirectionCount => IsBidirectional ? 2 : 1;

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = $"{GetType().Name}({Inputs} → {Units}{Kind}";
        if (Layers != 1)
            text += $", {Layers} layers";
        if (IsBidirectional)
            text += ", bidirectional";
        if (Dropout != 0)
            text += FormattableString.Invariant($", dropout {Dropout}");
        if (BatchFirst)
            text += ", batch first";
        return text + (_directions[0].InputBias is null ? ", no bias)" : ")");
    }

    /// <summary>What else the module says of itself.</summary>
    private protected virtual string Kind => string.Empty;

    /// <summary>One layer in one direction.</summary>
    private protected abstract (Variable Output, Variable State, Variable? Cell) RunLayer(
        Variable input, Variable inputWeight, Variable stateWeight, Variable? inputBias, Variable? stateBias, Variable? state, Variable? cell, bool reverse);

    /// <summary>All layers.</summary>
    private protected (Variable Output, Variable State, Variable? Cell) Run(Variable input, Variable? state, Variable? cell)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank != 3 || input.Shape[2] != Inputs)
            throw Errors.Argument(GetType().Name, $"the input has shape {input.Shape}", $"give [{(BatchFirst ? "batch, steps" : "steps, batch")}, {Inputs}]");
        CheckState("state", state, input);
        CheckState("cell", cell, input);
        var sequence = BatchFirst ? input.Permute(1, 0, 2) : input;
        var states = new Variable[_directions.Length];
        var cells = new Variable?[_directions.Length];
        for (var layer = 0; layer < Layers; layer++)
        {
            if (layer > 0 && Training && Dropout > 0)
                sequence = sequence.Dropout(Dropout, Random);
            var first = layer * DirectionCount;
            var output = RunDirection(sequence, first, state, cell, states, cells);
            sequence = IsBidirectional ? Variable.Concat(-1, output, RunDirection(sequence, first + 1, state, cell, states, cells)) : output;
        }

        return (BatchFirst ? sequence.Permute(1, 0, 2) : sequence, Stacked(states), cells[0] is null ? null : Stacked(cells!));
    }

    private static Variable Stacked(Variable[] parts) => parts.Length == 1 ? parts[0].Unsqueeze(0) : Variable.Stack(0, parts);

    private Variable RunDirection(Variable sequence, int index, Variable? state, Variable? cell, Variable[] states, Variable?[] cells)
    {
        var direction = _directions[index];
        (var output, states[index], cells[index]) = RunLayer(
            sequence,
            direction.InputWeight.Value,
            direction.StateWeight.Value,
            direction.InputBias,
            direction.StateBias,
            state?[index],
            cell?[index],
            reverse: index % DirectionCount == 1);
        return output;
    }

    private void CheckState(string what, Variable? value, Variable input)
    {
        Shape expected = [_directions.Length, input.Shape[BatchFirst ? 0 : 1], Units];
        if (value is not null && value.Shape != expected)
            throw Errors.Argument(GetType().Name, $"the initial {what} has shape {value.Shape}", $"give [layers · directions, batch, units], here {expected}");
    }

    private readonly record struct Direction(Parameter InputWeight, Parameter StateWeight, Parameter? InputBias, Parameter? StateBias);
}
