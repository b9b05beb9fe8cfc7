namespace Autograd.NN;

/// <summary>
/// Gated recurrent units over sequences [steps, batch, inputs]: <see cref="Variable.Gru"/> layer above layer. All weights and
/// biases are uniform in ±1/√units, as PyTorch has it.
/// </summary>
public sealed class Gru : RecurrentModule<(Variable Input, Variable? State), (Variable Output, Variable State)>
{
    /// <summary>Makes the module.</summary>
    /// <param name="inputs">The last axis of the input, 1 or more.</param>
    /// <param name="units">The last axis of a state, 1 or more.</param>
    /// <param name="layers">Layers one above the other, 1 or more.</param>
    /// <param name="bidirectional">Whether each layer also goes through the sequence from its end.</param>
    /// <param name="bias">Whether there are biases.</param>
    /// <param name="dropout">The probability that an element is dropped between two layers in training.</param>
    /// <param name="batchFirst">Whether sequences are [batch, steps, …].</param>
    /// <exception cref="ArgumentException">A size is less than 1, the probability outside [0, 1], or there is dropout but one layer.</exception>
    public Gru(int inputs, int units, int layers = 1, bool bidirectional = false, bool bias = true, double dropout = 0, bool batchFirst = false)
        : base(3, new RecurrentOptions(inputs, units, layers, bidirectional, bias, dropout, batchFirst))
    {
    }

    /// <summary>Runs the module.</summary>
    /// <param name="input">[steps, batch, inputs], or [batch, steps, inputs] where the batch is first.</param>
    /// <param name="state">h before the first step, [layers · directions, batch, units]; zeros by default.</param>
    /// <returns>The last layer's h at each step, the directions side by side; h of every layer and direction after its last step.</returns>
    /// <exception cref="ArgumentException">Shapes or dtypes do not fit.</exception>
    public (Variable Output, Variable State) Call(Variable input, Variable? state = null) => Call((input, state));

    /// <inheritdoc/>
    protected override (Variable Output, Variable State) Forward((Variable Input, Variable? State) input)
    {
        var (output, state, _) = Run(input.Input, input.State, null);
        return (output, state);
    }

    private protected override (Variable Output, Variable State, Variable? Cell) RunLayer(
        Variable input, Variable inputWeight, Variable stateWeight, Variable? inputBias, Variable? stateBias, Variable? state, Variable? cell, bool reverse)
    {
        var (output, last) = input.Gru(inputWeight, stateWeight, inputBias, stateBias, state, reverse);
        return (output, last, null);
    }
}
