using Autograd.GradientChecking.Tests.Planted;

namespace Autograd.GradientChecking.Tests.Gallery.Bugs;

/// <summary>Gradients of the wrong kind, cut connections, one Variable in two places.</summary>
public sealed class ContractBugs : IPlantedBugs
{
    private static readonly Variable Vector = Points.Spread([4]);

    public string Family => "Contracts and connections";

    public IEnumerable<PlantedBug> All =>
    [
        PlantedBug.Of("broadcast not reduced: gradient of the output's shape", Vector, x => x.Expand([3, 4]) * 1, (dy, _) => dy) with { Input = -1, Diagnosis = "the gradient does not have its input's shape" },
        PlantedBug.Of("gradient transposed in shape", Points.Spread([2, 3]), x => x * x, (dy, x) => (2 * dy * x).T.Contiguous()) with { Input = -1, Diagnosis = "the gradient does not have its input's shape" },
        PlantedBug.Of("gradient with an axis of one too many", Vector, x => x * x, (dy, x) => (2 * dy * x).Unsqueeze(0)) with { Input = -1, Diagnosis = "the gradient does not have its input's shape" },
        PlantedBug.Of("float32 gradient of a float64 input", Vector, x => x * x, (dy, x) => (2 * dy * x).To(DType.Float32)) with { Input = -1, Diagnosis = "the" },
        PlantedBug.Of("no gradient at all", Vector, x => x.Exp(), (dy, _) => Variable.ZerosLike(dy)) with { Diagnosis = "disconnected" },
        new PlantedBug("a detach in between", () => inputs => [inputs[0].Detach().Exp() + (0 * inputs[0])], [Vector]) { Diagnosis = "disconnected", Between = "input 0 of add at ContractBugs.cs:19 moves with the inputs and carries no gradient" },
        new PlantedBug("half of a graph detached", () => inputs => [inputs[0] * inputs[0].Detach()], [Vector]) { Diagnosis = "ratio 1/2", Between = "input 1 of mul at ContractBugs.cs:20 moves with the inputs and carries no gradient" },
        new PlantedBug("weights taken out as numbers", () => inputs => [inputs[0] * inputs[0].ToArray<double>()[0]], [Vector]) { Element = [0], Between = "input 1 of mul at ContractBugs.cs:21 moves with the inputs and carries no gradient" },
        Frozen("gradient of a frozen part flows on"),
        Shared("f(x, x) counted once"),
        PlantedBug.Of("derivative that throws", Vector, x => x.Exp(), (_, x) => x.Reshape(3)) with { Input = -1, Diagnosis = "the derivative threw" },
        SecondOutput("gradient of the second output dropped"),
    ];

    private static PlantedBug Frozen(string name)
    {
        var operation = new PlantedOp { Value = x => x[0].Exp() * Host.Map(x[0], Math.Floor), Pull = (dy, x) => [dy * x[0].Exp() * (Host.Map(x[0], Math.Floor) + 1)] };
        return new PlantedBug(name, () => inputs => [Ops.Operation.Apply(operation, inputs)], [Vector]);
    }

    private static PlantedBug Shared(string name)
    {
        var operation = new PlantedOp { Value = x => x[0] * x[1].Exp(), Pull = (dy, x) => [dy * x[1].Exp(), ReferenceEquals(x[0], x[1]) ? null : dy * x[0] * x[1].Exp()] };
        return new PlantedBug(name, () => inputs => [Ops.Operation.Apply(operation, inputs)], [Vector, Points.Spread([4], seed: 1)]) { Check = "input 0 twice", Input = 0, Right = inputs => [inputs[0] * inputs[1].Exp()] };
    }

    private static PlantedBug SecondOutput(string name) =>
        new(name, () => inputs => [inputs[0].Exp(), PlantedOp.Unary(x => x * x, (dy, _) => Variable.ZerosLike(dy))(inputs[0])], [Vector]) { Right = inputs => [inputs[0].Exp(), inputs[0] * inputs[0]] };
}
