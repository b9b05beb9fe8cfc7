namespace Autograd.Ops;

/// <summary>What the arguments of a recurrent layer must be, checked in one place.</summary>
internal static class RecurrentChecks
{
    public static void Check(
        string name,
        int gates,
        Variable input,
        Variable inputWeight,
        Variable stateWeight,
        Variable? inputBias,
        Variable? stateBias,
        Variable? state,
        Variable? cell = null)
    {
        ArgumentNullException.ThrowIfNull(inputWeight);
        ArgumentNullException.ThrowIfNull(stateWeight);
        input.ThrowIfReleased(name);
        DTypeChecks.Float(name, input);
        if (input.Rank != 3)
            throw Errors.Argument(name, $"the input has shape {input.Shape}", "give [steps, batch, inputs]");
        if (stateWeight.Rank != 2 || stateWeight.Shape[1] < 1 || stateWeight.Shape[0] != (long)gates * stateWeight.Shape[1])
            throw Errors.Argument(name, $"the state's weight has shape {stateWeight.Shape}", $"give [{(gates == 1 ? string.Empty : $"{gates} · ")}units, units], at least one unit");
        var (rows, units) = (stateWeight.Shape[0], stateWeight.Shape[1]);
        if (inputWeight.Rank != 2 || inputWeight.Shape[0] != rows || inputWeight.Shape[1] != input.Shape[2])
            throw Errors.Argument(name, $"the input's weight has shape {inputWeight.Shape}, the input {input.Shape}, the state's weight {stateWeight.Shape}", $"give [{rows}, {input.Shape[2]}]");
        if ((inputBias is null) != (stateBias is null))
            throw Errors.Argument(name, $"only the {(inputBias is null ? "state's" : "input's")} bias is given", "give both biases or none; one may be zeros");
        CheckOther(name, "the input's bias", inputBias, input, [rows]);
        CheckOther(name, "the state's bias", stateBias, input, [rows]);
        CheckOther(name, "the initial state", state, input, [input.Shape[1], units]);
        CheckOther(name, "the initial cell", cell, input, [input.Shape[1], units]);
        CheckOther(name, "the input's weight", inputWeight, input, inputWeight.Shape);
        CheckOther(name, "the state's weight", stateWeight, input, stateWeight.Shape);
    }

    /// <summary>The state before the first step where none is given; the tape's like a result, so that each step's goes back to the pool.</summary>
    public static Variable NoState(Variable input, Variable stateWeight)
    {
        var state = Variable.Allocate(input.Storage.Backend, [input.Shape[1], stateWeight.Shape[1]], input.DType);
        state.Storage.Backend.Fill(state.View, 0);
        return state;
    }

    private static void CheckOther(string name, string what, Variable? value, Variable input, Shape shape)
    {
        if (value is null)
            return;
        value.ThrowIfReleased(name);
        if (value.Shape != shape)
            throw Errors.Argument(name, $"{what} has shape {value.Shape}", $"give {shape}");
        if (value.DType != input.DType)
            throw Errors.Argument(name, $"{what} is {value.DType.Name()}, the input {input.DType.Name()}", "cast them to one type");
    }
}
