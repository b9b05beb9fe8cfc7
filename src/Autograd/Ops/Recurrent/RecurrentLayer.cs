using System.Runtime.CompilerServices;
using Autograd.Backends;
using Autograd.Tapes;

namespace Autograd.Ops;

/// <summary>
/// A layer of a recurrent network over a whole sequence in one direction. Inputs are x [T, B, I], the state h [B, H], the cell
/// [B, H] where there is one, W, W' and perhaps both biases; outputs the state of every step [T, B, H], the last state and
/// the last cell. The fast form multiplies the input of all steps at once; the decomposition goes step by step.
/// </summary>
/// <typeparam name="TCell">The cell's mathematics.</typeparam>
public abstract class RecurrentLayer<TCell> : FusedOperation
    where TCell : struct, IRecurrentCell
{
    private readonly bool _reverse;

    private protected RecurrentLayer(bool reverse) => _reverse = reverse;

    /// <inheritdoc/>
    protected sealed override bool ReadsOutput => true;

    private static int FirstWeight => TCell.HasCell ? 3 : 2;

    /// <summary>Applies a layer to checked arguments, in any layout.</summary>
    internal static (Variable Output, Variable State, Variable? Cell) Apply(
        RecurrentLayer<TCell> operation,
        Variable x,
        Variable state,
        Variable? cell,
        Variable inputWeight,
        Variable stateWeight,
        Variable? inputBias,
        Variable? stateBias)
    {
        Seven inputs = default;
        var count = 0;
        foreach (var input in (ReadOnlySpan<Variable?>)[x, state, cell, inputWeight, stateWeight, inputBias, stateBias])
        {
            if (input is not null)
                inputs[count++] = input.Contiguous();
        }

        Seven outputs = default;
        Recorder.Run(operation, ((ReadOnlySpan<Variable?>)inputs)[..count]!, ((Span<Variable?>)outputs)[..(TCell.HasCell ? 3 : 2)]);
        return (outputs[0]!, outputs[1]!, outputs[2]);
    }

    /// <inheritdoc/>
    protected internal sealed override Variable Decompose(ReadOnlySpan<Variable> inputs) => DecomposeMany(inputs)[0];

    /// <inheritdoc/>
    protected internal sealed override Variable[] DecomposeMany(ReadOnlySpan<Variable> inputs)
    {
        var x = inputs[0];
        var state = inputs[1];
        var cell = TCell.HasCell ? inputs[2] : null;
        var stateWeight = inputs[FirstWeight + 1];
        var hasBias = inputs.Length > FirstWeight + 2;
        var inputBias = hasBias ? inputs[FirstWeight + 2] : null;
        var stateBias = hasBias ? inputs[FirstWeight + 3] : null;
        var fromInput = x.Linear(inputs[FirstWeight], inputBias);
        var states = new Variable[x.Shape[0]];
        for (var order = 0; order < states.Length; order++)
        {
            var time = _reverse ? states.Length - 1 - order : order;
            (state, cell) = Step(fromInput[time], state.Linear(stateWeight, stateBias), state, cell);
            states[time] = state;
        }

        var output = states.Length == 0
            ? Variable.Zeros([0, state.Shape[0], state.Shape[1]], x.DType, x.Device)
            : Variable.Stack(0, states);
        return cell is null ? [output, state] : [output, state, cell];
    }

    /// <summary>One step in primitive operations.</summary>
    /// <param name="fromInput">W·x + b, [B, G·H].</param>
    /// <param name="fromState">W'·h + b', [B, G·H].</param>
    /// <param name="state">h, [B, H].</param>
    /// <param name="cell">The cell, [B, H], or null.</param>
    protected abstract (Variable State, Variable? Cell) Step(Variable fromInput, Variable fromState, Variable state, Variable? cell);

    /// <inheritdoc/>
    protected sealed override bool TryForward(in ForwardContext context)
    {
        if (context.Backend is not IRecurrentKernels kernels)
            return false;
        var (x, state) = (context[0], context[1]);
        var (steps, batch, units) = (x.Shape[0], x.Shape[1], state.Shape[1]);
        var output = context.Allocate([steps, batch, units], x.DType);
        var gates = context.Allocate([steps, batch, TCell.Slots, units], x.DType);
        context.Save(gates);
        Variable? cells = null;
        if (TCell.HasCell)
        {
            cells = context.Allocate([steps, batch, units], x.DType);
            context.Save(cells);
        }

        kernels.Recur<TCell>(Arrays(context.Inputs, gates, cells, output));
        context.SetOutput(0, output);
        context.SetOutput(1, Last(context, output, state));
        if (cells is not null)
            context.SetOutput(2, Last(context, cells, context[2]));
        return true;
    }

    /// <inheritdoc/>
    protected sealed override bool TryVjp(in VjpContext context, in GradientSink sink)
    {
        if (context.Backend is not IRecurrentKernels kernels)
            return false;
        Seven inputs = default;
        Seven gradients = default;
        for (var i = 0; i < context.InputCount; i++)
        {
            inputs[i] = context.Input(i);
            if (context.Needs(i))
                gradients[i] = Variable.Allocate(context.Backend, context.InputShape(i), context.InputDType(i));
        }

        var gates = context.Saved(0);
        var hasBias = context.InputCount > FirstWeight + 2;
        kernels.RecurVjp<TCell>(
            Arrays(((ReadOnlySpan<Variable?>)inputs)[..context.InputCount]!, gates, TCell.HasCell ? context.Saved(1) : null, context.Output()),
            new RecurrentCotangents
            {
                Output = context.CotangentOrNull(0)?.Contiguous().View,
                FinalState = context.CotangentOrNull(1)?.Contiguous().View,
                FinalCell = TCell.HasCell ? context.CotangentOrNull(2)?.Contiguous().View : null,
                Gates = context.RoomOfSaved(0).View,
                Input = gradients[0]?.View,
                State = gradients[1]?.View,
                Cell = TCell.HasCell ? gradients[2]?.View : null,
                InputWeight = gradients[FirstWeight]?.View,
                StateWeight = gradients[FirstWeight + 1]?.View,
                InputBias = hasBias ? gradients[FirstWeight + 2]?.View : null,
                StateBias = hasBias ? gradients[FirstWeight + 3]?.View : null,
            });
        for (var i = 0; i < context.InputCount; i++)
        {
            if (gradients[i] is { } gradient)
                sink.Add(i, gradient);
        }

        return true;
    }

    private RecurrentArrays Arrays(ReadOnlySpan<Variable> inputs, Variable gates, Variable? cells, Variable output)
    {
        var hasBias = inputs.Length > FirstWeight + 2;
        return new RecurrentArrays
        {
            Input = inputs[0].View,
            State = inputs[1].View,
            Cell = TCell.HasCell ? inputs[2].View : null,
            InputWeight = inputs[FirstWeight].View,
            StateWeight = inputs[FirstWeight + 1].View,
            InputBias = hasBias ? inputs[FirstWeight + 2].View : null,
            StateBias = hasBias ? inputs[FirstWeight + 3].View : null,
            Gates = gates.View,
            Cells = cells?.View,
            Output = output.View,
            Reverse = _reverse,
        };
    }

    /// <summary>A copy of the last step's part of a sequence, or of the initial values where there is no step.</summary>
    private Variable Last(in ForwardContext context, Variable sequence, Variable initial)
    {
        var last = context.Allocate(initial.Shape, initial.DType);
        var steps = sequence.Shape[0];
        var offset = sequence.Offset + (_reverse || steps == 0 ? 0 : (steps - 1) * initial.Count);
        context.Backend.Copy(steps == 0 ? initial.View : new TensorView(sequence.Storage, initial.Shape, initial.Shape.RowMajor, offset), last.View);
        return last;
    }

    /// <summary>Up to seven inputs or outputs, without an array.</summary>
    [InlineArray(7)]
    private struct Seven
    {
        private Variable? _first;
    }
}
