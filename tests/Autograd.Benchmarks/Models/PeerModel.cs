using Autograd.NN;

namespace Autograd.Benchmarks.Models;

/// <summary>A model as a user writes it, its data, and what a training step of it is.</summary>
/// <param name="Name">The workload's name, which the peer uses too.</param>
/// <param name="Module">The model.</param>
/// <param name="Inputs">float64, or classes.</param>
/// <param name="Targets">Classes, or null.</param>
/// <param name="Loss">From inputs and targets to a scalar, under a tape.</param>
/// <param name="Optimise">The step's optimiser.</param>
internal sealed record PeerModel(
    string Name, Module Module, Variable Inputs, Variable? Targets, Func<Variable, Variable?, Variable> Loss, Func<IReadOnlyList<Parameter>, Optimiser> Optimise)
{
    /// <summary>Writes the numbers that both sides make from seeds into the parameters.</summary>
    public void FillParameters()
    {
        var seed = 0ul;
        foreach (var (name, parameter) in Module.NamedParameters())
        {
            var shape = parameter.Shape;
            var isNorm = shape.Rank == 1 && name.EndsWith("weight", StringComparison.Ordinal);
            var scale = shape.Rank == 1 ? 0.2 : 2.0 / Math.Sqrt((double)shape.Count / shape[0]);
            parameter.Value.CopyFrom(PeerNumbers.Floats(shape, seed++, scale, isNorm ? 1 : 0));
        }
    }

    /// <summary>A training step in an element type: forward, backward and the optimiser.</summary>
    /// <param name="dtype">The element type.</param>
    /// <param name="device">Where it runs; the CPU by default.</param>
    public Action Step(DType dtype, Device? device = null)
    {
        var target = device ?? Device.Cpu;
        Module.To(dtype);
        Module.To(target);
        var inputs = Prepared(dtype).To(target).Detach();
        var targets = Targets?.To(target);
        var optimiser = Optimise(Module.Parameters());
        return () =>
        {
            optimiser.ZeroGrad();
            using var tape = new Tape();
            Loss(inputs, targets).Backward();
            optimiser.Step();
        };
    }

    /// <summary>The inputs in an element type; classes stay classes.</summary>
    public Variable Prepared(DType dtype) => Inputs.DType.IsFloat() ? Inputs.To(dtype).Detach() : Inputs;
}
